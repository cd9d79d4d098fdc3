import { safePath } from "@/screens/account/then";

let path: string | null = null;

/** Remember where `/shop?then=/chat` is to lead back to after a purchase, as long as the page is open. */
export function noteWayBack(address: URLSearchParams): void {
  const then = address.get("then");
  if (then !== null) path = safePath(then);
}

/** Null: nobody was sent here from elsewhere. */
export function wayBack(): string | null {
  return path;
}

export function forgetWayBack(): void {
  path = null;
}
