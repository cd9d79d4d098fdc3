import type { CustomTypeOptions } from "i18next";
import { type ComponentType, lazy, type LazyExoticComponent } from "react";
import type { ClientSettings } from "@/app/session";

type Messages = CustomTypeOptions["resources"]["admin"];

export interface AdminPage {
  /** Of wouter; one with `/:id` is reached by links of other pages only. */
  path: string;
  /** What `pages` of the messages call it in its section's menu. */
  name: keyof Messages["pages"];
  /** What the server must have for it. */
  feature?: ClientSettings["features"][number];
  Page: LazyExoticComponent<ComponentType>;
}

export interface Section {
  /** What `sections` of the messages call it in the menu of the administration. */
  name: keyof Messages["sections"];
  pages: AdminPage[];
}

/** Every page of the administration. A new one is a line here, a file beside this one, and its messages in each language. */
export const SECTIONS: Section[] = [
  {
    name: "overview",
    pages: [{ path: "/admin", name: "overview", feature: "OVERVIEW", Page: lazy(() => import("./overview/OverviewPage")) }],
  },
  {
    name: "users",
    pages: [
      { path: "/admin/users", name: "users", Page: lazy(() => import("./users/UsersPage")) },
      { path: "/admin/users/:id", name: "users", Page: lazy(() => import("./users/UserPage")) },
      { path: "/admin/teams", name: "teams", feature: "TEAMS", Page: lazy(() => import("./teams/TeamsPage")) },
      { path: "/admin/bulk-grants", name: "bulkGrants", feature: "BULK_GRANTS", Page: lazy(() => import("./bulk/BulkGrantsPage")) },
    ],
  },
  {
    name: "payments",
    pages: [
      { path: "/admin/payments", name: "payments", Page: lazy(() => import("./payments/PaymentsPage")) },
      { path: "/admin/payments/invoices", name: "invoices", feature: "SUBSCRIPTIONS", Page: lazy(() => import("./payments/InvoicesPage")) },
      { path: "/admin/payments/disputes", name: "disputes", Page: lazy(() => import("./payments/DisputesPage")) },
      { path: "/admin/payments/review", name: "review", Page: lazy(() => import("./payments/ReviewsPage")) },
    ],
  },
  {
    name: "catalogue",
    pages: [
      { path: "/admin/catalogue", name: "packages", feature: "CATALOG_EDITING", Page: lazy(() => import("./catalogue/PackagesPage")) },
      { path: "/admin/catalogue/plans", name: "plans", feature: "CATALOG_EDITING", Page: lazy(() => import("./catalogue/PlansPage")) },
      { path: "/admin/catalogue/promo-codes", name: "promoCodes", feature: "PROMO_CODES", Page: lazy(() => import("./catalogue/PromoCodesPage")) },
    ],
  },
  {
    name: "models",
    pages: [
      { path: "/admin/catalogue/models", name: "models", feature: "MODEL_OVERRIDES", Page: lazy(() => import("./models/ModelsPage")) },
      { path: "/admin/catalogue/prices", name: "prices", Page: lazy(() => import("./models/PricesPage")) },
      { path: "/admin/keys", name: "keys", feature: "PROVIDER_KEYS", Page: lazy(() => import("./keys/KeysPage")) },
    ],
  },
  {
    name: "moderation",
    pages: [
      { path: "/admin/moderation", name: "flagged", feature: "MODERATION", Page: lazy(() => import("./moderation/ModerationPage")) },
      { path: "/admin/moderation/blocks", name: "blocks", feature: "MODERATION", Page: lazy(() => import("./moderation/BlocksPage")) },
      { path: "/admin/bans", name: "bans", Page: lazy(() => import("./moderation/BansPage")) },
    ],
  },
  {
    name: "webhooks",
    pages: [
      { path: "/admin/webhooks", name: "endpoints", feature: "WEBHOOKS", Page: lazy(() => import("./webhooks/EndpointsPage")) },
      { path: "/admin/webhooks/deliveries", name: "deliveries", feature: "WEBHOOKS", Page: lazy(() => import("./webhooks/DeliveriesPage")) },
    ],
  },
  { name: "audit", pages: [{ path: "/admin/audit", name: "audit", Page: lazy(() => import("./audit/AuditPage")) }] },
];
