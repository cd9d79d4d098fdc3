import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function ShopScreen() {
  const { t } = useTranslation("shop");
  return <Page title={t("title")} />;
}
