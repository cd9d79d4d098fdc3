import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function SettingsScreen() {
  const { t } = useTranslation("settings");
  return <Page title={t("title")} />;
}
