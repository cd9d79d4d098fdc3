import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { Catching } from "@/ui/Catching";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { ROUTES, type ScreenRoute } from "./routes";
import { useSession } from "./session";

/** The screen of the address. */
export function Screens() {
  const { t } = useTranslation();
  const [location] = useLocation();
  return (
    <Catching place={location}>
      <Suspense fallback={<Loading />}>
        <Switch>
          {ROUTES.map((route) => (
            <Route key={route.path} path={route.path}>
              <Guarded route={route} />
            </Route>
          ))}
          <Route>
            <Page title={t("notFound.title")}>{t("notFound.text")}</Page>
          </Route>
        </Switch>
      </Suspense>
    </Catching>
  );
}

/** Whoever may not see a screen is led to where they can sign in, and back afterwards. */
function Guarded({ route }: { route: ScreenRoute }) {
  const { user, isGuest, isAdmin, has } = useSession();
  const { t } = useTranslation(["app", route.name]); // loads the screen's messages before it is drawn
  const [location] = useLocation();
  const search = useSearch();
  const then = encodeURIComponent(search ? `${location}?${search}` : location);
  if (route.feature && !has(route.feature)) return <Page title={t("notFound.title")}>{t("notFound.text")}</Page>;
  if (route.audience !== "everybody" && !user) return <Redirect to={`/sign-in?then=${then}`} replace />;
  if (route.audience === "account" && isGuest) return <Redirect to={`/sign-up?then=${then}`} replace />;
  if (route.audience === "admin" && !isAdmin) return <Page title={t("notAllowed.title")}>{t("notAllowed.text")}</Page>;
  return <route.Screen />;
}
