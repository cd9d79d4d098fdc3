import { Box } from "@mantine/core";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Route, Switch } from "wouter";
import { Loading } from "@/ui/Loading";
import { NoEntry } from "@/ui/NoEntry";
import { PAGES } from "./pages";
import { Links } from "./parts/Links";

/** The administration: its own menu, and the page of the address. Each page is loaded when it is opened. */
export default function AdminScreen() {
  const { t } = useTranslation(["admin", "app"]);
  const links = PAGES.filter(({ menu }) => menu).map(({ path, name }) => ({ href: path, text: t(`pages.${name}`) }));
  return (
    <>
      <Box mb="md">
        <Links label={t("title")} links={links} />
      </Box>
      <Suspense fallback={<Loading />}>
        <Switch>
          {PAGES.map(({ path, Page: Opened }) => (
            <Route key={path} path={path}>
              <Opened />
            </Route>
          ))}
          <Route>
            <NoEntry why="notFound" />
          </Route>
        </Switch>
      </Suspense>
    </>
  );
}
