/** Types the keys of the messages by the English files, so that a text that is missing is an error of the compiler. */
import type account from "./messages/en/account.json";
import type admin from "./messages/en/admin.json";
import type adminAudit from "./messages/en/adminAudit.json";
import type adminBulkGrants from "./messages/en/adminBulkGrants.json";
import type adminCatalogue from "./messages/en/adminCatalogue.json";
import type adminKeys from "./messages/en/adminKeys.json";
import type adminModels from "./messages/en/adminModels.json";
import type adminModeration from "./messages/en/adminModeration.json";
import type adminOverview from "./messages/en/adminOverview.json";
import type adminPayments from "./messages/en/adminPayments.json";
import type adminPromoCodes from "./messages/en/adminPromoCodes.json";
import type adminTeams from "./messages/en/adminTeams.json";
import type adminUser from "./messages/en/adminUser.json";
import type adminUsers from "./messages/en/adminUsers.json";
import type adminWebhooks from "./messages/en/adminWebhooks.json";
import type app from "./messages/en/app.json";
import type chat from "./messages/en/chat.json";
import type gifts from "./messages/en/gifts.json";
import type payments from "./messages/en/payments.json";
import type purchases from "./messages/en/purchases.json";
import type settings from "./messages/en/settings.json";
import type shop from "./messages/en/shop.json";
import type teams from "./messages/en/teams.json";
import type tickets from "./messages/en/tickets.json";
import type usage from "./messages/en/usage.json";
import type wallet from "./messages/en/wallet.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "app";
    resources: {
      account: typeof account;
      admin: typeof admin;
      adminAudit: typeof adminAudit;
      adminBulkGrants: typeof adminBulkGrants;
      adminCatalogue: typeof adminCatalogue;
      adminKeys: typeof adminKeys;
      adminModels: typeof adminModels;
      adminModeration: typeof adminModeration;
      adminOverview: typeof adminOverview;
      adminPayments: typeof adminPayments;
      adminPromoCodes: typeof adminPromoCodes;
      adminTeams: typeof adminTeams;
      adminUser: typeof adminUser;
      adminUsers: typeof adminUsers;
      adminWebhooks: typeof adminWebhooks;
      app: typeof app;
      chat: typeof chat;
      gifts: typeof gifts;
      payments: typeof payments;
      purchases: typeof purchases;
      settings: typeof settings;
      shop: typeof shop;
      teams: typeof teams;
      tickets: typeof tickets;
      usage: typeof usage;
      wallet: typeof wallet;
    };
  }
}
