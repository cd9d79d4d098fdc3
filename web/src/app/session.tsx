import { useMantineColorScheme } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { RequestError } from "tokentill-client";
import { type ClientSettingsQuery, ClientSettingsDocument, SessionUserDocument, SignOutDocument } from "@/gql/app/graphql";
import { readFragment } from "@/gql/app/fragment-masking";
import { type UserPartsFragment, UserPartsFragmentDoc } from "@/gql/app/graphql";
import { Failure } from "@/ui/Failure";
import { FullPageLoading } from "@/ui/Loading";
import { client, SESSION_ENDED } from "./api";
import { chooseLanguage, fromServer, language } from "./languages";
import { INDEPENDENT, keyOf, queries, useAsk } from "./queries";

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

/** Call it after whatever signed somebody in or out. What was kept of the one before is forgotten. */
export async function sessionChanged(): Promise<void> {
  await queries.refetchQueries({ queryKey: SESSION });
  await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] && queryKey[0] !== SETTINGS[0] });
}

export async function signOut(): Promise<void> {
  await client.execute(SignOutDocument);
  await sessionChanged();
}

const SESSION = ["session"];
const SETTINGS = keyOf(ClientSettingsDocument);
const SIGNED_OUT = ["UNAUTHENTICATED", "TOKEN_EXPIRED", "SESSION_EXPIRED"];

/** The user, or null where nobody is signed in. */
async function whoIsIt(): Promise<UserPartsFragment | null> {
  try {
    return readFragment(UserPartsFragmentDoc, (await client.execute(SessionUserDocument)).me);
  } catch (error) {
    if (error instanceof RequestError && SIGNED_OUT.includes(error.code)) return null;
    throw error;
  }
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const settings = useAsk(ClientSettingsDocument, {}, { staleTime: Infinity, meta: INDEPENDENT });
  const who = useQuery({ queryKey: SESSION, queryFn: whoIsIt, staleTime: 60_000, meta: INDEPENDENT });
  const { setColorScheme } = useMantineColorScheme();
  const user = who.data;
  const data = settings.data?.clientSettings;

  const theme = user?.preferences.theme;
  const spoken = user?.preferences.language;
  useEffect(() => {
    if (theme) setColorScheme(theme === "SYSTEM" ? "auto" : theme === "DARK" ? "dark" : "light");
  }, [theme]); // `setColorScheme` is another function after each change, which must not bring the old theme back
  useEffect(() => {
    if (spoken && fromServer(spoken) !== language()) void chooseLanguage(fromServer(spoken));
  }, [spoken]);

  useEffect(() => {
    addEventListener(SESSION_ENDED, sessionEnded);
    return () => removeEventListener(SESSION_ENDED, sessionEnded);
  }, []);

  const session = useMemo<Session | null>(
    () =>
      data && user !== undefined
        ? {
            user,
            isGuest: user?.role === "GUEST",
            isAdmin: user?.role === "ADMIN",
            settings: data,
            has: (feature) => data.features.includes(feature),
          }
        : null,
    [data, user],
  );
  const again = () => void Promise.all([settings.refetch(), who.refetch()]);
  if (session) return <Context.Provider value={session}>{children}</Context.Provider>;
  const error = settings.error ?? who.error;
  return error ? <Failure error={error} retry={again} /> : <FullPageLoading />;
}

/** Whoever was signed in is led to where they can again. For whoever was not, nothing has changed. */
function sessionEnded(): void {
  if (!queries.getQueryData(SESSION)) return;
  notifications.show({ message: i18next.t("sessionEnded") });
  void sessionChanged();
}
