import { useTranslation } from "react-i18next";
import { Links } from "../parts/Links";

/** The pages about what is sold. */
export function CatalogueLinks() {
  const { t } = useTranslation("adminCatalogue");
  return (
    <Links
      label={t("title")}
      links={[
        { href: "/admin/catalogue", text: t("packages") },
        { href: "/admin/catalogue/plans", text: t("plans") },
        { href: "/admin/catalogue/promo-codes", text: t("promoCodes") },
        { href: "/admin/catalogue/models", text: t("models") },
      ]}
    />
  );
}
