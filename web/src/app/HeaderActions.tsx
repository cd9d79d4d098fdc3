import { ActionIcon, Avatar, Badge, Button, Group, Menu, Skeleton, useComputedColorScheme, useMantineColorScheme, useMantineTheme } from "@mantine/core";
import { IconLanguage, IconLogout, IconMoon, IconSettings, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { HeaderBalanceDocument, KeepPreferencesDocument } from "@/gql/app/graphql";
import { client } from "./api";
import { useBalanceWatch } from "./balanceWatch";
import { tokens } from "./formats";
import { chooseLanguage, LANGUAGES, language, type LanguageCode, languageName, serverLanguage } from "./languages";
import { tellFailure } from "./notices";
import { INDEPENDENT, queries, useAsk } from "./queries";
import { signOut, useSession } from "./session";

/** At the right of the header: balance, language, theme, and the account. */
export function HeaderActions() {
  const { t } = useTranslation();
  const { user, isGuest } = useSession();
  const [location] = useLocation();
  // A guest's session ends when they sign up. A stream of it that ended just then would have it refreshed, be refused, and
  // take the cookies of the new session away.
  const leaving = isGuest && ["/sign-in", "/sign-up"].includes(location);
  return (
    <Group gap="xs" wrap="nowrap" flex="none">
      {user && !leaving && <BalanceBadge />}
      <LanguageMenu />
      <ThemeSwitch />
      {user && !isGuest ? (
        <AccountMenu />
      ) : (
        <Button component={Link} href="/sign-in" size="compact-sm">
          {t("signIn")}
        </Button>
      )}
    </Group>
  );
}

function BalanceBadge() {
  const { t } = useTranslation();
  useBalanceWatch();
  const { data } = useAsk(HeaderBalanceDocument, {}, { meta: INDEPENDENT }); // the watch puts it in place
  if (!data) return <Skeleton width={64} height={20} />;
  const { available } = data.balance;
  return (
    <Badge
      component={Link}
      href="/"
      variant="light"
      size="lg"
      className="numbers"
      style={{ cursor: "pointer", flexShrink: 0 }}
      styles={{ label: { overflow: "visible" } }}
      aria-label={t("balance", { tokens: tokens(available) })}
    >
      {tokens(available)}
    </Badge>
  );
}

function LanguageMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const choose = async (code: LanguageCode) => {
    await chooseLanguage(code);
    if (user) await client.execute(KeepPreferencesDocument, { language: serverLanguage(code) }).catch(tellFailure);
    await queries.invalidateQueries(); // what the server says is in the other language now
  };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={t("language")}>
          <IconLanguage size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((code) => (
          <Menu.Item key={code} lang={code} onClick={() => void choose(code)} aria-current={code === language()}>
            {languageName(code)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const change = () => {
    setColorScheme(dark ? "light" : "dark");
    if (user) client.execute(KeepPreferencesDocument, { theme: dark ? "LIGHT" : "DARK" }).catch(tellFailure);
  };
  return (
    <ActionIcon variant="subtle" onClick={change} aria-label={t(dark ? "toLight" : "toDark")}>
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { primaryColor } = useMantineTheme();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="transparent" size="lg" aria-label={`${user?.initials} ${t("accountMenu")}`}>
          <Avatar size="sm" src={user?.avatarUrl} alt="" color={primaryColor}>
            {user?.initials}
          </Avatar>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown maw="calc(100vw - 1rem)">
        <Menu.Label className="long">{user?.email}</Menu.Label>
        <Menu.Item component={Link} href="/settings" leftSection={<IconSettings size={16} />}>
          {t("screens.settings")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut().catch(tellFailure)}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
