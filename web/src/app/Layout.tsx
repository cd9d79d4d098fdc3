import { AppShell, Burger, Group, NavLink, Text } from "@mantine/core";
import { useDisclosure, useWindowEvent } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { HeaderActions } from "./HeaderActions";
import { ROUTES, type ScreenRoute } from "./routes";
import { useSession } from "./session";
import { StaleNotice } from "./StaleNotice";

/** The frame around every screen: what the product is called, the menu, who is signed in and what they have. */
export function Layout({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { settings } = useSession();
  const [opened, { toggle, close }] = useDisclosure();
  const [location] = useLocation();
  const burger = useRef<HTMLButtonElement>(null);
  useEffect(close, [location, close]);
  useWindowEvent("keydown", ({ key }) => {
    if (key !== "Escape" || !opened) return;
    close();
    burger.current?.focus();
  });
  return (
    <>
      <a href="#main" className="skip-link">
        {t("skip")}
      </a>
      <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !opened } }} padding="md">
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="xs" wrap="nowrap">
              <Burger ref={burger} opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("menu")} aria-expanded={opened} />
              <Link href="/" className="brand" aria-label={settings.productName}>
                <img src="/icon.svg" alt="" width={26} height={26} />
                <Text fw={700} truncate visibleFrom="xs">
                  {settings.productName}
                </Text>
              </Link>
            </Group>
            <HeaderActions />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label={t("menu")} className="menu" mod={{ closed: !opened }}>
          <Menu location={location} />
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1}>
          <StaleNotice />
          {children}
        </AppShell.Main>
      </AppShell>
    </>
  );
}

function Menu({ location }: { location: string }) {
  const { t } = useTranslation();
  const { user, isGuest, isAdmin, has } = useSession();
  const mayOpen = ({ audience, feature }: ScreenRoute) =>
    (!feature || has(feature)) &&
    { everybody: true, "signed-in": user !== null, account: user !== null && !isGuest, admin: isAdmin }[audience];
  return (
    <>
      {ROUTES.filter(mayOpen).map(({ path, name, icon: Icon }) => {
        if (!Icon || name === "account") return null;
        const href = path.replace(/\/[:*].*$/, "") || "/";
        const active = href === "/" ? location === "/" : location === href || location.startsWith(`${href}/`);
        return (
          <NavLink
            key={path}
            component={Link}
            href={href}
            label={t(`screens.${name}`)}
            leftSection={<Icon size={18} stroke={1.6} />}
            active={active}
            className="menu-entry"
            aria-current={active ? "page" : undefined}
          />
        );
      })}
    </>
  );
}
