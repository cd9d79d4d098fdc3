import { useEffect, useState } from "react";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;
const GROWTH = 1.3;
/** About 20 minutes in all. */
const MOST_LOOKS = 90;

interface Looking {
  /** Whether it has given up: whoever waits presses a button then. */
  ended: boolean;
  again: () => void;
}

/** Looks again and again while `waiting`, ever more rarely, and ends at last. */
export function useLooking(look: () => unknown, waiting: boolean): Looking {
  const [looks, setLooks] = useState(0);
  const ended = looks >= MOST_LOOKS;
  useEffect(() => {
    if (!waiting || ended) return;
    const next = () => {
      look();
      setLooks(looks + 1);
    };
    const timer = setTimeout(next, Math.min(FIRST_WAIT_MS * GROWTH ** looks, LONGEST_WAIT_MS));
    return () => clearTimeout(timer);
  }, [look, looks, waiting, ended]);
  const again = () => {
    look();
    setLooks(0);
  };
  return { ended: waiting && ended, again };
}
