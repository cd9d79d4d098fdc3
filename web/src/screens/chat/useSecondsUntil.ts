import { useEffect, useState } from "react";

/** Whole seconds until a moment (Unix milliseconds), counted down; never below zero. */
export function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, [moment]);
  return Math.max(0, Math.ceil((moment - now) / 1000));
}
