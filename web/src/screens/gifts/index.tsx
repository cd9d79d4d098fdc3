import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function GiftsScreen() {
  const { t } = useTranslation("gifts");
  return <Page title={t("title")} />;
}
