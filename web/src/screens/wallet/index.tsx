import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function WalletScreen() {
  const { t } = useTranslation("wallet");
  return <Page title={t("title")} />;
}
