import { OWNER_CHANGED, ownerOfPage } from "@/app/session";
import { clearDrafts } from "./drafts";
import { choosePayer } from "./payers";
import { forgetAll, readOn } from "./reading";

let owner: string | undefined;

/** What somebody else wrote in this page, or has running, is not for this person; what they had running before a reload is. */
export function showTo(userId: string | undefined): void {
  if (owner === userId) return;
  takeFrom(userId);
  owner = userId;
  readOn(userId);
}

/** Forgets what is not this person's. */
function takeFrom(userId: string | undefined): void {
  if (owner === undefined || owner === userId) return;
  forgetAll();
  clearDrafts();
  choosePayer(null);
  owner = undefined;
}

// On other screens, too: a question that waits to be asked again would be asked as whoever is signed in then, and charged to them.
addEventListener(OWNER_CHANGED, () => takeFrom(ownerOfPage()));
