import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function TeamsScreen() {
  const { t } = useTranslation("teams");
  return <Page title={t("title")} />;
}
