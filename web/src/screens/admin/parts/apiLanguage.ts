import { language } from "@/app/languages";

/** The reader's language, as fields that format money take it. */
export function apiLanguage(): "EN" | "ZH" {
  return language() === "zh" ? "ZH" : "EN";
}
