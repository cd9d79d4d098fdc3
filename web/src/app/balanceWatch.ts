import { BalanceWatchDocument, HeaderBalanceDocument } from "@/gql/app/graphql";
import { INDEPENDENT, keyOf, queries } from "./queries";
import { useWatch } from "./watch";

/** Keeps the screen true after a change elsewhere, such as in another tab: what it shows is asked for again. */
export function useBalanceWatch(): void {
  useWatch(BalanceWatchDocument, ({ balanceChanged }, isFirst) => {
    queries.setQueryData(keyOf(HeaderBalanceDocument, {}), { balance: balanceChanged });
    if (!isFirst) void queries.invalidateQueries({ predicate: ({ meta }) => meta !== INDEPENDENT });
  });
}
