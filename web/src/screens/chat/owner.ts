import { clearDrafts } from "./drafts";
import { forgetAll } from "./reading";

let owner: string | undefined;

/** What somebody else wrote in this page, or has running, is not for this person. */
export function forgetOthers(userId: string | undefined): void {
  if (owner !== undefined && owner !== userId) {
    forgetAll();
    clearDrafts();
  }
  owner = userId;
}
