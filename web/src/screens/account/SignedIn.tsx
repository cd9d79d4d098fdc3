import { Anchor } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { Link, useLocation, useSearchParams } from "wouter";
import { client } from "@/app/api";
import { sessionChanged } from "@/app/session";
import { FinishProviderSignInDocument } from "@/gql/account/graphql";
import { Failure, Refused } from "@/ui/Failure";
import { Loading } from "@/ui/Loading";
import { Card } from "./Card";
import { takeBegun } from "./providers";
import { safePath } from "./then";

/** Where an identity provider sends people back to: the code in the address becomes a session. */
export default function SignedIn() {
  const { t } = useTranslation("account");
  const { refusal, error } = useExchange();
  const failed = refusal !== null || error !== null;
  return (
    <Card title={t(failed ? "back.failed" : "back.title")}>
      {!failed && <Loading lines={2} />}
      {refusal && <Refused refusal={refusal} />}
      {error !== null && <Failure error={error} />}
      {failed && (
        <Anchor component={Link} href="/sign-in">
          {t("back.again")}
        </Anchor>
      )}
    </Card>
  );
}

function useExchange() {
  const { t } = useTranslation("account");
  const [parameters] = useSearchParams();
  const [, go] = useLocation();
  const [refusal, setRefusal] = useState<{ code: string; message: string } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return; // a code can be exchanged once
    begun.current = true;
    const code = parameters.get("code");
    const mine = takeBegun();
    if (!code || !mine) {
      setRefusal({ code: parameters.get("error") ?? "SIGN_IN_EXPIRED", message: t("back.text") });
      return;
    }
    client.execute(FinishProviderSignInDocument, { code, verifier: mine.verifier }).then(async ({ exchangeSignIn }) => {
      if (isUserError(exchangeSignIn)) return setRefusal(exchangeSignIn);
      await sessionChanged();
      go(safePath(mine.then), { replace: true });
    }, setError);
  }, [parameters, go, t]);
  return { refusal, error };
}
