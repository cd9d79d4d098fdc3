import { useEffect, useEffectEvent } from "react";
import { RequestError, type TypedDocument } from "tokentill-client";
import { client } from "./api";

/** Reads a subscription that has no end of its own, as long as the component is there. `isFirst`: it tells how things stand, and no change. */
export function useWatch<Result>(
  operation: TypedDocument<Result, Record<string, never>>,
  onEvent: (event: Result, isFirst: boolean) => void,
): void {
  const told = useEffectEvent(onEvent);
  useEffect(() => {
    const ending = new AbortController();
    void read(operation, ending.signal, told);
    return () => ending.abort();
  }, [operation]);
}

async function read<Result>(
  operation: TypedDocument<Result, Record<string, never>>,
  signal: AbortSignal,
  told: (event: Result, isFirst: boolean) => void,
): Promise<void> {
  let isFirst = true;
  try {
    for await (const event of client.subscribe(operation, {}, { signal, giveUpAfterSeconds: Infinity })) {
      told(event, isFirst);
      isFirst = false;
    }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    // Signed out, or suspended: the next question of the screen tells.
  }
}
