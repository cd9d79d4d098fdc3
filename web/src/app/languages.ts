import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["en", "zh"] as const;
export type LanguageCode = (typeof LANGUAGES)[number];
export const LANGUAGE_NAMES: Record<LanguageCode, string> = { en: "English", zh: "中文" };

/** A file for each language and screen; a screen's is loaded with the screen. */
const files = import.meta.glob<{ default: Record<string, unknown> }>("../messages/*/*.json");

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: async (language: string, namespace: string) => {
    const load = files[`../messages/${language}/${namespace}.json`];
    return load ? (await load()).default : {};
  },
};

const KEY = "tokentill-language";

/** Before the first screen is drawn. */
export async function startLanguages(): Promise<void> {
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: chosen(),
      fallbackLng: "en",
      ns: ["app"],
      defaultNS: "app",
      load: "languageOnly",
      interpolation: { escapeValue: false }, // React does
    });
  showLanguage();
  i18next.on("languageChanged", showLanguage);
}

/** `en` or `zh`. */
export function language(): LanguageCode {
  return i18next.resolvedLanguage === "zh" ? "zh" : "en";
}

/** The same as the API names it, where a field is written for people. */
export function spokenLanguage(): "EN" | "ZH" {
  return language() === "zh" ? "ZH" : "EN";
}

/** On this device, from now on. */
export async function chooseLanguage(code: LanguageCode): Promise<void> {
  localStorage.setItem(KEY, code);
  await i18next.changeLanguage(code);
}

function chosen(): LanguageCode {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages].map((each) => each?.slice(0, 2));
  return LANGUAGES.find((code) => code === wanted.find((each) => LANGUAGES.some((known) => known === each))) ?? "en";
}

function showLanguage(): void {
  document.documentElement.lang = language() === "zh" ? "zh-Hans" : "en";
}
