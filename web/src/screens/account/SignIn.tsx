import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export default function SignIn() {
  const { t } = useTranslation("account");
  return <Page title={t("title")} />;
}
