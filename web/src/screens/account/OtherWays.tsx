import { Button, Divider, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { useLocation } from "wouter";
import { useChange } from "@/app/queries";
import { sessionChanged, useSession } from "@/app/session";
import { EnterAsGuestDocument } from "@/gql/account/graphql";
import { Failure, Refused } from "@/ui/Failure";
import { signInBy } from "./providers";

/** Identity providers that the server knows, and trying it as a guest. */
export function OtherWays({ then }: { then: string }) {
  const { t } = useTranslation("account");
  const { user, settings } = useSession();
  const mayBeGuest = settings.guestsAllowed && !user;
  if (settings.signInProviders.length === 0 && !mayBeGuest) return null;
  return (
    <Stack gap="sm">
      <Divider label={t("or")} />
      {settings.signInProviders.map(({ name, startPath }) => (
        <Button key={name} variant="default" onClick={() => void signInBy(startPath, then)}>
          {t("by", { provider: NAMES[name] ?? name })}
        </Button>
      ))}
      {mayBeGuest && <GuestButton then={then} />}
    </Stack>
  );
}

const NAMES: Record<string, string> = { google: "Google", github: "GitHub", gitlab: "GitLab", atlassian: "Atlassian" };

function GuestButton({ then }: { then: string }) {
  const { t } = useTranslation("account");
  const [, go] = useLocation();
  const { mutateAsync, isPending, data, error } = useChange(EnterAsGuestDocument);
  const enter = async () => {
    // A guest's key would bring the same guest back later. It is a secret, so this page keeps none; the cookies do.
    const { startGuestSession } = await mutateAsync({ deviceKey: crypto.randomUUID() + crypto.randomUUID() });
    if (isUserError(startGuestSession)) return;
    await sessionChanged(); // this button may be gone by now, and with it the callbacks of `mutate`
    go(then);
  };
  const refusal = data && isUserError(data.startGuestSession) ? data.startGuestSession : null;
  return (
    <>
      <Button variant="subtle" onClick={() => void enter().catch(() => undefined)} loading={isPending}>
        {t("asGuest")}
      </Button>
      {refusal && <Refused refusal={refusal} />}
      {error && <Failure error={error} />}
    </>
  );
}
