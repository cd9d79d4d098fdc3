import { useEffect } from "react";
import { BalanceWatchDocument, HeaderBalanceDocument } from "@/gql/app/graphql";
import { client } from "./api";
import { keyOf, queries } from "./queries";

/** Keeps the screen true after a change elsewhere, such as in another tab: what it shows is asked for again. */
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
      if (!first) await queries.invalidateQueries();
      first = false;
    }
  } catch {
    // Signed out, or suspended: the next question of the screen tells.
  }
}
