import { useMantineColorScheme } from "@mantine/core";
import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { RequestError } from "tokentill-client";
import { type ClientSettingsQuery, ClientSettingsDocument, SessionUserDocument, SignOutDocument } from "@/gql/app/graphql";
import { readFragment } from "@/gql/app/fragment-masking";
import { type UserPartsFragment, UserPartsFragmentDoc } from "@/gql/app/graphql";
import { Failure } from "@/ui/Failure";
import { FullPageLoading } from "@/ui/Loading";
import { client, SESSION_ENDED } from "./api";
import { chooseLanguage, language } from "./languages";
import { keyOf, queries, useAsk } from "./queries";

export type ClientSettings = ClientSettingsQuery["clientSettings"];

interface Session {
  /** Null: nobody is signed in, not even as a guest. */
  user: UserPartsFragment | null;
  isGuest: boolean;
  isAdmin: boolean;
  settings: ClientSettings;
  /** Whether the server has this feature, such as TEAMS. */
  has: (feature: ClientSettings["features"][number]) => boolean;
}

const Context = createContext<Session | null>(null);

/** Who is signed in, and what this server offers. */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error("useSession needs a SessionProvider around it");
  return session;
}

/** Call it after whatever signed somebody in or out: everything is asked for anew. */
export async function sessionChanged(): Promise<void> {
  await queries.resetQueries();
}

export async function signOut(): Promise<void> {
  await client.execute(SignOutDocument);
  await sessionChanged();
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const settings = useAsk(ClientSettingsDocument, {}, { staleTime: Infinity });
  const me = useAsk(SessionUserDocument, {}, { staleTime: 60_000 });
  const { setColorScheme } = useMantineColorScheme();
  const user = me.data ? readFragment(UserPartsFragmentDoc, me.data.me) : null;
  const signedOut = isSignedOut(me.error);
  const data = settings.data?.clientSettings;

  const theme = user?.preferences.theme;
  const spoken = user?.preferences.language;
  useEffect(() => {
    if (theme) setColorScheme(theme === "SYSTEM" ? "auto" : theme === "DARK" ? "dark" : "light");
  }, [theme, setColorScheme]);
  useEffect(() => {
    if (spoken && spoken.toLowerCase() !== language()) void chooseLanguage(spoken === "ZH" ? "zh" : "en");
  }, [spoken]);

  useEffect(() => {
    addEventListener(SESSION_ENDED, sessionEnded);
    return () => removeEventListener(SESSION_ENDED, sessionEnded);
  }, []);

  const session = useMemo<Session | null>(
    () =>
      data
        ? {
            user: signedOut ? null : user,
            isGuest: !signedOut && user?.role === "GUEST",
            isAdmin: !signedOut && user?.role === "ADMIN",
            settings: data,
            has: (feature) => data.features.includes(feature),
          }
        : null,
    [data, user, signedOut],
  );
  const error = settings.error ?? (signedOut ? null : me.error);
  if (error && !session?.user) return <Failure error={error} retry={() => void sessionChanged()} />;
  if (!session || (me.isPending && !signedOut)) return <FullPageLoading />;
  return <Context.Provider value={session}>{children}</Context.Provider>;
}

/** Whoever was signed in is led to where they can again. For whoever was not, nothing has changed. */
function sessionEnded(): void {
  if (queries.getQueryData(keyOf(SessionUserDocument, {}))) void sessionChanged();
}

function isSignedOut(error: unknown): boolean {
  return error instanceof RequestError && ["UNAUTHENTICATED", "TOKEN_EXPIRED", "SESSION_EXPIRED"].includes(error.code);
}
