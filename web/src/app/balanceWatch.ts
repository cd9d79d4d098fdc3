import { useEffect } from "react";
import { BalanceWatchDocument, HeaderBalanceDocument } from "@/gql/app/graphql";
import { client } from "./api";
import { keyOf, queries } from "./queries";

/** Keeps every balance on the screen true, also after a change in another tab: each message of the server's has all asked for anew that shows one. */
export function useBalanceWatch(): void {
  useEffect(() => {
    const ending = new AbortController();
    void watch(ending.signal);
    return () => ending.abort();
  }, []);
}

async function watch(signal: AbortSignal): Promise<void> {
  try {
    let first = true;
    for await (const { balanceChanged } of client.subscribe(BalanceWatchDocument, {}, { signal })) {
      queries.setQueryData(keyOf(HeaderBalanceDocument, {}), { balance: balanceChanged });
      if (!first) await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).includes("balance") });
      first = false;
    }
  } catch {
    // Signed out, or suspended: the next question of the screen tells.
  }
}
