import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { Catching } from "@/ui/Catching";
import { Loading } from "@/ui/Loading";
import { NoEntry } from "@/ui/NoEntry";
import { ROUTES, type ScreenRoute } from "./routes";
import { useSession } from "./session";

/** The screen of the address. */
export function Screens() {
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
            <NoEntry why="notFound" />
          </Route>
        </Switch>
      </Suspense>
    </Catching>
  );
}

/** Whoever may not see a screen is led to where they can sign in, and back afterwards. */
function Guarded({ route }: { route: ScreenRoute }) {
  const { user, isGuest, isAdmin, has } = useSession();
  useTranslation(["app", route.name]); // loads the screen's messages before it is drawn
  const [location] = useLocation();
  const search = useSearch();
  const then = encodeURIComponent(search ? `${location}?${search}` : location);
  if (route.feature && !has(route.feature)) return <NoEntry why="notFound" />;
  if (route.audience !== "everybody" && !user) return <Redirect to={`/sign-in?then=${then}`} replace />;
  if (route.audience === "account" && isGuest) return <Redirect to={`/sign-up?then=${then}`} replace />;
  if (route.audience === "admin" && !isAdmin) return <NoEntry why="notAllowed" />;
  return <route.Screen />;
}
