import { lazy, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch, useSearchParams } from "wouter";
import { useSession } from "@/app/session";
import { Shop } from "./Shop";
import { noteWayBack } from "./wayBack";

const Paying = lazy(() => import("./Paying"));
const Plans = lazy(() => import("./plans"));

/** Packages, and how one of them is paid for. */
export default function ShopScreen() {
  useTranslation(["shop", "payments"]); // loads them together
  const { user, has } = useSession();
  const [address] = useSearchParams();
  useEffect(() => noteWayBack(address), [address]);
  return (
    <Switch>
      <Route path="/shop/payment/:id">
        {({ id }) => (user ? <Paying key={id} id={id} /> : <Redirect to={`/sign-in?then=${encodeURIComponent(`/shop/payment/${id}`)}`} replace />)}
      </Route>
      {has("SUBSCRIPTIONS") && (
        <Route path="/shop/plans">
          <Plans />
        </Route>
      )}
      <Route path="/shop">
        <Shop />
      </Route>
      <Route>
        <Redirect to="/shop" replace />
      </Route>
    </Switch>
  );
}
