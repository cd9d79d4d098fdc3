import {
  IconChartBar,
  IconGift,
  IconMessages,
  IconReceipt,
  IconSettings,
  IconShieldCheck,
  IconShoppingBag,
  IconTicket,
  IconUsers,
  IconWallet,
} from "@tabler/icons-react";
import type { CustomTypeOptions } from "i18next";
import { type ComponentType, lazy, type LazyExoticComponent } from "react";
import type { ClientSettings } from "./session";

type Audience = "everybody" | "signed-in" | "account" | "admin";

type MenuName = keyof CustomTypeOptions["resources"]["app"]["screens"];

export interface ScreenRoute {
  /** Of wouter: `/chat/:id?`, `/settings/*?`. */
  path: string;
  /** Its namespace of messages, too; `screens` of the messages name those of the menu. */
  name: MenuName | "account";
  /** Who may see it: guests are signed in, but have no account. */
  audience: Audience;
  feature?: ClientSettings["features"][number];
  /** Where it stands in the menu; without it, it is reached by links only. */
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  Screen: LazyExoticComponent<ComponentType>;
}

/** Every screen. A new one is a line here, a folder in `screens/`, and a file of messages in each language. */
export const ROUTES: ScreenRoute[] = [
  { path: "/", name: "wallet", audience: "signed-in", icon: IconWallet, Screen: lazy(() => import("@/screens/wallet")) },
  { path: "/chat/join", name: "chat", audience: "everybody", feature: "SHARING", Screen: lazy(() => import("@/screens/chat/sharing/JoinScreen")) },
  { path: "/chat/:id?", name: "chat", audience: "signed-in", icon: IconMessages, Screen: lazy(() => import("@/screens/chat")) },
  { path: "/shop/*?", name: "shop", audience: "everybody", icon: IconShoppingBag, Screen: lazy(() => import("@/screens/shop")) },
  { path: "/purchases/:id?", name: "purchases", audience: "account", icon: IconReceipt, Screen: lazy(() => import("@/screens/purchases")) },
  { path: "/usage", name: "usage", audience: "signed-in", icon: IconChartBar, Screen: lazy(() => import("@/screens/usage")) },
  { path: "/tickets/:id?", name: "tickets", audience: "signed-in", feature: "TICKETS", icon: IconTicket, Screen: lazy(() => import("@/screens/tickets")) },
  { path: "/teams/*?", name: "teams", audience: "account", feature: "TEAMS", icon: IconUsers, Screen: lazy(() => import("@/screens/teams")) },
  { path: "/gifts", name: "gifts", audience: "account", feature: "GIFTS", icon: IconGift, Screen: lazy(() => import("@/screens/gifts")) },
  { path: "/settings/*?", name: "settings", audience: "account", icon: IconSettings, Screen: lazy(() => import("@/screens/settings")) },
  { path: "/admin/*?", name: "admin", audience: "admin", icon: IconShieldCheck, Screen: lazy(() => import("@/screens/admin")) },
  { path: "/sign-in", name: "account", audience: "everybody", Screen: lazy(() => import("@/screens/account/SignIn")) },
  { path: "/sign-up", name: "account", audience: "everybody", Screen: lazy(() => import("@/screens/account/SignUp")) },
  { path: "/signed-in", name: "account", audience: "everybody", Screen: lazy(() => import("@/screens/account/SignedIn")) },
  { path: "/forgot-password", name: "account", audience: "everybody", Screen: lazy(() => import("@/screens/account/ForgotPassword")) },
];
