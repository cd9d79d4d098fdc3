import { useRef, useState } from "react";
import { isUserError, type Problem, type RequestError } from "tokentill-client";
import { newKey } from "./api";
import { type Operation, useChange } from "./queries";

/**
 * A mutation whose result is a union, as a form needs it: what the server refused, apart from what failed.
 *
 * `run` resolves to whether it was done. `key()` is the idempotency key of the intention: the same until the server has said
 * what became of it, so that a second try after a lost answer does nothing twice.
 */
export function useAction<Result, Variables>(operation: Operation<Result, Variables>, outcome: (result: Result) => object) {
  const { mutateAsync, isPending } = useChange(operation);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [error, setError] = useState<RequestError | null>(null);
  const [done, setDone] = useState(false);
  const kept = useRef<string | null>(null);
  const run = async (variables: Variables): Promise<boolean> => {
    setRefusal(null);
    setError(null);
    setDone(false);
    try {
      const result = outcome(await mutateAsync(variables)) as { __typename?: string };
      kept.current = null;
      if (isUserError(result)) setRefusal(result as unknown as Problem);
      else setDone(true);
      return !isUserError(result);
    } catch (failed) {
      setError(failed as RequestError);
      return false;
    }
  };
  return { run, key: () => (kept.current ??= newKey()), busy: isPending, refusal, error, done };
}

export type Action = Omit<ReturnType<typeof useAction>, "run">;
