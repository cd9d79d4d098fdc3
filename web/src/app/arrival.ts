import { type RefObject, useEffect } from "react";

let hasMoved = false;
let isBack = false;

// wouter tells of its own moves by the first. The first page of a visit is left as the browser shows it.
addEventListener("pushState", () => ((hasMoved = true), (isBack = false)));
addEventListener("popstate", () => ((hasMoved = true), (isBack = true)));

/** After a move within the client, the focus goes to the new page's heading: it is read out, and Tab goes on from there. */
export function useArrival(heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!hasMoved) return;
    heading.current?.focus({ preventScroll: true });
    if (!isBack) scrollTo(0, 0); // back and forward, the browser itself finds the place again
  }, [heading]);
}
