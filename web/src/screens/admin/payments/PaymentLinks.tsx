import { useTranslation } from "react-i18next";
import { Links } from "../parts/Links";

/** The pages about money. */
export function PaymentLinks() {
  const { t } = useTranslation("adminPayments");
  return (
    <Links
      label={t("title")}
      links={[
        { href: "/admin/payments", text: t("all") },
        { href: "/admin/payments/review", text: t("review") },
        { href: "/admin/payments/invoices", text: t("invoices") },
      ]}
    />
  );
}
