import { useEffect, useState } from "react";

/** Counts down from `seconds`, which were left at `since` (milliseconds of this device's clock); whole, never below 0. */
export function useSecondsLeft(seconds: number, since: number): number {
  const left = () => Math.max(0, Math.ceil(seconds - (Date.now() - since) / 1000));
  const [, tick] = useState(0);
  const now = left();
  useEffect(() => {
    if (now === 0) return;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [now === 0]);
  return now;
}
