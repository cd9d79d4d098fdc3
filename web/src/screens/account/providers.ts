import { serverUrl } from "@/app/api";

const KEY = "tokentill-sign-in";

interface Begun {
  verifier: string;
  then: string;
}

/** Send the browser to a provider. The secret of this sign-in waits in this tab, good for this one sign-in alone. */
export async function signInBy(startPath: string, then: string): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const challenge = base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
  sessionStorage.setItem(KEY, JSON.stringify({ verifier, then } satisfies Begun));
  const address = new URL(serverUrl(startPath));
  address.searchParams.set("challenge", challenge);
  address.searchParams.set("return_to", `${location.origin}/signed-in`);
  location.assign(address);
}

/** What this tab began; gone after it was taken. */
export function takeBegun(): Begun | null {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return kept ? (JSON.parse(kept) as Begun) : null;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
