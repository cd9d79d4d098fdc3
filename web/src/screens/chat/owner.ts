import { clearDrafts } from "./drafts";
import { choosePayer } from "./payers";
import { forgetAll, readOn } from "./reading";

let owner: string | undefined;

/** What somebody else wrote in this page, or has running, is not for this person; what they had running before a reload is. */
export function showTo(userId: string | undefined): void {
  if (owner === userId) return;
  if (owner !== undefined) {
    forgetAll();
    clearDrafts();
    choosePayer(null);
  }
  owner = userId;
  readOn(userId);
}
