import { Tabs } from "@mantine/core";
import type { CustomTypeOptions } from "i18next";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, useLocation, useParams } from "wouter";
import { useSession } from "@/app/session";
import { Page } from "@/ui/Page";
import { ApiKeysPage } from "./ApiKeysPage";
import { BalancePage } from "./BalancePage";
import { DataPage } from "./DataPage";
import { ProfilePage } from "./ProfilePage";
import { SecurityPage } from "./SecurityPage";

type Name = keyof CustomTypeOptions["resources"]["settings"]["tabs"];

const PAGES: Record<Name, ComponentType> = {
  profile: ProfilePage,
  security: SecurityPage,
  balance: BalancePage,
  "api-keys": ApiKeysPage,
  data: DataPage,
};

export default function SettingsScreen() {
  const { t } = useTranslation("settings");
  const { has } = useSession();
  const [, go] = useLocation();
  const wanted = useParams()["*"] || "profile";
  const names = (Object.keys(PAGES) as Name[]).filter((each) => each !== "api-keys" || has("API_KEYS"));
  const name = names.find((each) => each === wanted);
  if (!name) return <Redirect to="/settings" replace />;
  const Chosen = PAGES[name];
  return (
    <Page title={t("title")} size="sm">
      <Tabs value={name} onChange={(value) => go(value === "profile" ? "/settings" : `/settings/${value}`)} keepMounted={false}>
        <Tabs.List>
          {names.map((each) => (
            <Tabs.Tab key={each} value={each} px={{ base: 8, xs: "md" }}>
              {t(`tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((each) => (
          <Tabs.Panel key={each} value={each} pt="lg">
            {each === name && <Chosen />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
