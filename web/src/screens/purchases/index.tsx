import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function PurchasesScreen() {
  const { t } = useTranslation("purchases");
  return <Page title={t("title")} />;
}
