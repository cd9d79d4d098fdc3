import { spokenLanguage } from "@/app/languages";

/** The reader's language, as fields that format money take it. */
export function apiLanguage(): ReturnType<typeof spokenLanguage> {
  return spokenLanguage();
}
