import type { CustomTypeOptions } from "i18next";
import { type ComponentType, lazy, type LazyExoticComponent } from "react";

interface AdminPage {
  /** Of wouter. */
  path: string;
  /** What `pages` of the messages call it. */
  name: keyof CustomTypeOptions["resources"]["admin"]["pages"];
  /** Whether it stands in the administration's menu; else another page leads to it. */
  menu: boolean;
  Page: LazyExoticComponent<ComponentType>;
}

/** Every page of the administration. A new one is a line here, a file beside this one, and a file of messages in each language. */
export const PAGES: AdminPage[] = [
  { path: "/admin", name: "overview", menu: true, Page: lazy(() => import("./overview/OverviewPage")) },
  { path: "/admin/users", name: "users", menu: true, Page: lazy(() => import("./users/UsersPage")) },
  { path: "/admin/users/:id", name: "users", menu: false, Page: lazy(() => import("./users/UserPage")) },
  { path: "/admin/payments", name: "payments", menu: true, Page: lazy(() => import("./payments/PaymentsPage")) },
  { path: "/admin/payments/review", name: "payments", menu: false, Page: lazy(() => import("./payments/ReviewsPage")) },
  { path: "/admin/payments/invoices", name: "payments", menu: false, Page: lazy(() => import("./payments/InvoicesPage")) },
  { path: "/admin/catalogue", name: "catalogue", menu: true, Page: lazy(() => import("./catalogue/PackagesPage")) },
  { path: "/admin/catalogue/plans", name: "catalogue", menu: false, Page: lazy(() => import("./catalogue/PlansPage")) },
  { path: "/admin/catalogue/promo-codes", name: "catalogue", menu: false, Page: lazy(() => import("./catalogue/PromoCodesPage")) },
  { path: "/admin/catalogue/models", name: "catalogue", menu: false, Page: lazy(() => import("./catalogue/ModelsPage")) },
  { path: "/admin/bulk-grants", name: "bulkGrants", menu: true, Page: lazy(() => import("./bulk/BulkGrantsPage")) },
  { path: "/admin/moderation", name: "moderation", menu: true, Page: lazy(() => import("./moderation/ModerationPage")) },
  { path: "/admin/keys", name: "keys", menu: true, Page: lazy(() => import("./keys/KeysPage")) },
  { path: "/admin/teams", name: "teams", menu: true, Page: lazy(() => import("./teams/TeamsPage")) },
  { path: "/admin/audit", name: "audit", menu: true, Page: lazy(() => import("./audit/AuditPage")) },
];
