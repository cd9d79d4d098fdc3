import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function AdminScreen() {
  const { t } = useTranslation("admin");
  return <Page title={t("title")} />;
}
