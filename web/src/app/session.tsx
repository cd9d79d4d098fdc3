import { useMantineColorScheme } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { createContext, Fragment, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type ClientSettingsQuery, ClientSettingsDocument, SessionUserDocument, SignOutDocument } from "@/gql/app/graphql";
import { readFragment } from "@/gql/app/fragment-masking";
import { type UserPartsFragment, UserPartsFragmentDoc } from "@/gql/app/graphql";
import { Failure } from "@/ui/Failure";
import { FullPageLoading } from "@/ui/Loading";
import { client, SESSION_ENDED } from "./api";
import { chooseLanguage, fromServer, language } from "./languages";
import { setOffered } from "./offered";
import { INDEPENDENT, isSignedOut, keyOf, queries, useAsk } from "./queries";

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

/** Call it after whatever signed somebody in or out. What was kept of the one before is forgotten, in other tabs as well. */
export async function sessionChanged(): Promise<void> {
  otherTabs.postMessage("changed");
  await askAnew();
}

/** All tabs send the same cookies, so they are all signed in as the same user. */
const otherTabs = new BroadcastChannel("tokentill-session");

async function askAnew(): Promise<void> {
  await queries.refetchQueries({ queryKey: SESSION });
  await forget();
}

/** Whose answers are kept: a user's id, or null for nobody's. Undefined until it is known. */
let owner: string | null | undefined;

/** An event of the window, for what goes on while no screen shows it: it may be somebody else's page by now. */
export const OWNER_CHANGED = "tokentill-owner-changed";

/** Whose page this is: a user's id. Undefined: nobody's. */
export function ownerOfPage(): string | undefined {
  return owner ?? undefined;
}

async function forget(): Promise<void> {
  owner = idOf(queries.getQueryData<UserPartsFragment | null>(SESSION));
  dispatchEvent(new Event(OWNER_CHANGED));
  await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] && queryKey[0] !== SETTINGS[0] });
}

function idOf(user: UserPartsFragment | null | undefined): string | null | undefined {
  return user && user.id;
}

/** Whether this tab is signing out: what fails meanwhile is no news. */
let leaving = false;

export async function signOut(): Promise<void> {
  leaving = true;
  try {
    await client.execute(SignOutDocument);
    await sessionChanged();
  } finally {
    leaving = false;
  }
}

const SESSION = ["session"];
const SETTINGS = keyOf(ClientSettingsDocument);

/** The user, or null where nobody is signed in. */
async function whoIsIt(): Promise<UserPartsFragment | null> {
  try {
    return readFragment(UserPartsFragmentDoc, (await client.execute(SessionUserDocument)).me);
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const settings = useAsk(ClientSettingsDocument, {}, { staleTime: Infinity, meta: INDEPENDENT });
  const who = useQuery({ queryKey: SESSION, queryFn: whoIsIt, staleTime: 60_000, refetchOnWindowFocus: "always", meta: INDEPENDENT });
  const { setColorScheme } = useMantineColorScheme();
  const user = who.data;
  const data = settings.data?.clientSettings;
  if (data) setOffered(data.features); // before any screen asks for more

  const theme = user?.preferences.theme;
  const spoken = user?.preferences.language;
  useEffect(() => {
    if (theme) setColorScheme(theme === "SYSTEM" ? "auto" : theme === "DARK" ? "dark" : "light");
  }, [theme]); // `setColorScheme` is another function after each change, which must not bring the old theme back
  useEffect(() => {
    if (spoken && fromServer(spoken) !== language()) void chooseLanguage(fromServer(spoken));
  }, [spoken]);

  useEffect(() => {
    const heard = () => void askAnew();
    const ended = () => void sessionEnded();
    addEventListener(SESSION_ENDED, ended);
    otherTabs.addEventListener("message", heard);
    return () => {
      removeEventListener(SESSION_ENDED, ended);
      otherTabs.removeEventListener("message", heard);
    };
  }, []);
  const turn = useTurn(idOf(user));

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
  if (session) {
    return (
      <Context.Provider value={session}>
        <Fragment key={turn}>{children}</Fragment>
      </Context.Provider>
    );
  }
  const error = settings.error ?? who.error;
  return error ? <Failure error={error} retry={again} /> : <FullPageLoading />;
}

/** Counts how often one user took another's place, so that no form and no half of one is left of the one before. */
function useTurn(id: string | null | undefined): number {
  const [shown, setShown] = useState({ id, turn: 0 });
  if (shown.id !== id) setShown({ id, turn: shown.turn + (shown.id && id ? 1 : 0) });
  useEffect(() => {
    if (owner === undefined) owner = id;
    else if (owner !== id) {
      otherTabs.postMessage("changed"); // a question of this tab has found out, and nobody has told yet
      void forget();
    }
  }, [id]);
  return shown.turn;
}

/** Whoever was signed in is led to where they can again. For whoever was not, or is by another session now, nothing has changed. */
async function sessionEnded(): Promise<void> {
  if (leaving || !queries.getQueryData(SESSION)) return;
  await queries.refetchQueries({ queryKey: SESSION });
  if (queries.getQueryData(SESSION)) return;
  notifications.show({ id: SESSION_ENDED, message: i18next.t("sessionEnded") });
  await forget();
}
