import { useSyncExternalStore } from "react";
import { INDEPENDENT, useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import { ChatTeamsDocument, type ChatTeamsQuery } from "@/gql/chat/graphql";

export type Team = ChatTeamsQuery["teams"]["edges"][number]["node"];

const FRESH_MS = 300_000;

let chosenId: string | null = null;
const listeners = new Set<() => void>();

/** The teams that could pay, and the one that does for all chats of this page, until another is chosen. Null: oneself. */
export function usePayer(): { teams: Team[]; payer: Team | null } {
  const { has, isGuest } = useSession();
  const id = useSyncExternalStore(listen, () => chosenId);
  const { data } = useAsk(ChatTeamsDocument, {}, { enabled: has("TEAMS") && !isGuest, staleTime: FRESH_MS, meta: INDEPENDENT });
  const teams = (data?.teams.edges ?? []).map(({ node }) => node);
  return { teams, payer: teams.find((team) => team.id === id) ?? null };
}

export function choosePayer(teamId: string | null): void {
  chosenId = teamId;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
