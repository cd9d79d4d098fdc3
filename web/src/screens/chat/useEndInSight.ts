import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** How far from the end somebody may be who still reads along, in pixels. */
const NEAR = 48;

/**
 * Keeps the end of the content in sight while it grows, for whoever is there already; who has scrolled up is left in peace. Another
 * conversation (`place`) and one's own message (`sent`) begin at the end. Returns the ref of what grows inside `scroller`,
 * and whether its end is more than a screen away.
 */
export function useEndInSight(scroller: RefObject<HTMLElement | null>, place: string | null, sent: string | undefined) {
  const content = useRef<HTMLDivElement>(null);
  const reads = useRef(true);
  const [isFar, setIsFar] = useState(false);
  useEffect(() => {
    const box = scroller.current!;
    let last = box.scrollTop;
    const note = () => {
      const left = box.scrollHeight - box.scrollTop - box.clientHeight;
      setIsFar(left > box.clientHeight);
      if (left < NEAR) reads.current = true;
      else if (box.scrollTop < last) reads.current = false; // upwards, so it was the reader and not the content
      last = box.scrollTop;
    };
    const follow = () => {
      if (reads.current) box.scrollTop = box.scrollHeight;
    };
    const sizes = new ResizeObserver(follow);
    sizes.observe(content.current!);
    sizes.observe(box);
    box.addEventListener("scroll", note, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener("scroll", note);
    };
  }, [scroller]);
  const shownPlace = useRef<string | null | undefined>(undefined);
  useLayoutEffect(() => {
    if (place === shownPlace.current && sent === undefined) return; // a reply has ended, which moves nobody who has scrolled up
    shownPlace.current = place;
    reads.current = true;
    scroller.current!.scrollTop = scroller.current!.scrollHeight;
  }, [scroller, place, sent]);
  return [content, isFar] as const;
}
