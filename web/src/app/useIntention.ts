import { useRef } from "react";
import { newKey } from "./api";

/**
 * One idempotency key for an intention: the same input has the same key, however often it is sent, until `done()` says that
 * its outcome is known. So a double click, or a second try after a lost answer, makes one payment.
 */
export function useIntention() {
  const kept = useRef<{ input: string; key: string } | null>(null);
  return {
    keyFor(input: object): string {
      const text = JSON.stringify(input);
      if (kept.current?.input !== text) kept.current = { input: text, key: newKey() };
      return kept.current.key;
    },
    done(): void {
      kept.current = null;
    },
  };
}
