import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function UsageScreen() {
  const { t } = useTranslation("usage");
  return <Page title={t("title")} />;
}
