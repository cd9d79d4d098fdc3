/** A lost dispute took its tokens by itself, unless it was in another currency. */
export function isUndecided(dispute: string | null | undefined, tokensTakenBack: string, flagged = false): boolean {
  return dispute === "LOST" && (flagged || tokensTakenBack === "0");
}
