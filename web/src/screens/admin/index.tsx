import { Stack } from "@mantine/core";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { useSession } from "@/app/session";
import { Loading } from "@/ui/Loading";
import { NoEntry } from "@/ui/NoEntry";
import { type AdminPage, SECTIONS } from "./pages";
import { Links } from "./parts/Links";

/** The administration: its own menu, that of the section, and the page of the address. Each page is loaded when it is opened. */
export default function AdminScreen() {
  const { has } = useSession();
  const sections = SECTIONS.map(({ name, pages }) => ({ name, pages: pages.filter(({ feature }) => !feature || has(feature)) }));
  const pages = sections.flatMap((section) => section.pages);
  return (
    <>
      <Menu sections={sections.filter((section) => section.pages.length > 0)} />
      <Suspense fallback={<Loading />}>
        <Switch>
          {pages.map(({ path, Page: Opened }) => (
            <Route key={path} path={path}>
              <Opened />
            </Route>
          ))}
          <Route path="/admin">
            <Redirect to="/admin/users" replace />
          </Route>
          <Route>
            <NoEntry why="notFound" />
          </Route>
        </Switch>
      </Suspense>
    </>
  );
}

function Menu({ sections }: { sections: typeof SECTIONS }) {
  const { t } = useTranslation("admin");
  const [location] = useLocation();
  const isOpen = ({ path }: AdminPage) => location === path || (path.endsWith("/:id") && location.startsWith(path.slice(0, -3)));
  const section = sections.find(({ pages }) => pages.some(isOpen));
  const within = section?.pages.filter(({ path }) => !path.endsWith("/:id")) ?? [];
  return (
    <Stack gap={0} mb="md">
      <Links
        label={t("title")}
        links={sections.map(({ name, pages }) => ({ href: pages[0]!.path, text: t(`sections.${name}`), isOpen: name === section?.name }))}
      />
      {section && within.length > 1 && (
        <Links
          label={t(`sections.${section.name}`)}
          links={within.map((page) => ({ href: page.path, text: t(`pages.${page.name}`), isOpen: isOpen(page) }))}
        />
      )}
    </Stack>
  );
}
