import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function ChatScreen() {
  const { t } = useTranslation("chat");
  return <Page title={t("title")} />;
}
