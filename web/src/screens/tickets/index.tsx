import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function TicketsScreen() {
  const { t } = useTranslation("tickets");
  return <Page title={t("title")} />;
}
