import { useState } from "react";
import { isUserError, type Problem, type RequestError } from "tokentill-client";
import { type Operation, useChange } from "./queries";
import { useIntention } from "./useIntention";

/**
 * A mutation whose result is a union, as a form needs it: what the server refused, apart from what failed.
 *
 * `run` resolves to whether it was done. `key(input)` is the idempotency key of the intention: the same for the same input until
 * the server has said what became of it, so that a second try after a lost answer does nothing twice. `forget()` takes what is
 * told of the last run off the screen.
 */
export function useAction<Result, Variables>(operation: Operation<Result, Variables>, outcome: (result: Result) => object) {
  const { mutateAsync, isPending, reset } = useChange(operation);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [error, setError] = useState<RequestError | null>(null);
  const [done, setDone] = useState(false);
  const { keyFor, done: known } = useIntention();
  const forget = () => {
    setRefusal(null);
    setError(null);
    setDone(false);
  };
  const run = async (variables: Variables): Promise<boolean> => {
    forget();
    try {
      const result = outcome(await mutateAsync(variables)) as { __typename?: string };
      const refused = isUserError(result) ? (result as unknown as Problem) : null;
      if (!refused?.retryable) known();
      setRefusal(refused);
      setDone(refused === null);
      return refused === null;
    } catch (failed) {
      setError(failed as RequestError);
      return false;
    } finally {
      reset(); // what was sent may be a password, or a key
    }
  };
  return { run, key: keyFor, busy: isPending, refusal, error, done, forget };
}

export type Action = Omit<ReturnType<typeof useAction>, "run">;
