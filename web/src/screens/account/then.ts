import { useSearchParams } from "wouter";

/** Where somebody was going when they were asked to sign in: a path of this page, and nothing that leads elsewhere. */
export function useThen(): string {
  const [parameters] = useSearchParams();
  return safePath(parameters.get("then"));
}

/** `//evil.example`, `/\evil.example` and those with a tab between are addresses of other hosts. */
export function safePath(path: string | null): string {
  return path?.startsWith("/") && URL.canParse(path, location.origin) && new URL(path, location.origin).origin === location.origin ? path : "/";
}

/** This path, with what comes after. */
export function withThen(path: string, then: string): string {
  return then === "/" ? path : `${path}?then=${encodeURIComponent(then)}`;
}
