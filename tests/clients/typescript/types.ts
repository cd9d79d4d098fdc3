// What the compiler must accept, and refuse: each line under `@ts-expect-error` fails the check unless it is an error.

import { isUserError, type TokentillClient } from "../../../codegen/typescript/src/index.ts";
import { BalanceDocument, ClaimDocument, GrantTokensDocument, LogoutEverywhereDocument } from "../../../codegen/typescript/src/generated/graphql.ts";

export async function variables(client: TokentillClient): Promise<void> {
  await client.execute(BalanceDocument);
  await client.execute(LogoutEverywhereDocument);
  await client.execute(LogoutEverywhereDocument, { keepCurrent: true }, { signal: AbortSignal.timeout(1_000) });
  await client.execute(GrantTokensDocument, { userId: "u", amount: 5, reason: "r", key: "k" });
  await client.execute(GrantTokensDocument, { userId: "u", amount: "5", reason: "r", key: "k" });
  // @ts-expect-error - the key is required
  await client.execute(ClaimDocument);
  // @ts-expect-error - a key is text
  await client.execute(ClaimDocument, { key: 5 });
  // @ts-expect-error - there is no such variable
  await client.execute(ClaimDocument, { key: "k", amount: 5 });
}

export async function results(client: TokentillClient): Promise<void> {
  const { balance } = await client.execute(BalanceDocument);
  const available: string = balance.available;
  // @ts-expect-error - token counts are text, so that none is rounded
  const rounded: number = balance.available;
  void [available, rounded];

  const { claim } = await client.execute(ClaimDocument, { key: "k" });
  // @ts-expect-error - it may have failed
  void claim.amount;
  if (isUserError(claim)) {
    const { code } = claim;
    // @ts-expect-error - it has failed
    void [code, claim.amount];
  } else {
    const { amount } = claim;
    // @ts-expect-error - it has not failed
    void [amount, claim.code];
  }
  if (claim.__typename === "ClaimSucceeded" || claim.__typename === "ClaimTooEarly") return;
  claim satisfies { __typename: "OperationRefused" };
  // @ts-expect-error - one member is left
  claim satisfies never;
}
