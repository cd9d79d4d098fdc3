/** Where a link leads: after `#`, so that no server and no log is told the secret. */
const PATH = "/chat/join";
const KEY = "tokentill-invitation";

/** The link for whoever has this invitation. */
export function linkOf(invitation: string): string {
  return `${location.origin}${PATH}#${invitation}`;
}

/**
 * The invitation of the link that was followed. It is taken out of the address at once, and waits in this tab while one signs in, as long as it
 * is not used. Null: there is none.
 */
export function invitationOfLink(): string | null {
  const followed = location.hash.slice(1);
  if (followed) {
    sessionStorage.setItem(KEY, followed);
    history.replaceState(history.state, "", location.pathname);
  }
  return sessionStorage.getItem(KEY);
}

export function forgetInvitation(): void {
  sessionStorage.removeItem(KEY);
}
