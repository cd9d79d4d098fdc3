import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

/** What each language calls itself, how the server names it, in which form numbers and dates are, and the page's `lang`. */
const KNOWN = {
  en: { name: "English", server: "EN", locale: "en-GB", html: "en" },
  zh: { name: "中文", server: "ZH", locale: "zh-CN", html: "zh-Hans" },
} as const;

export type LanguageCode = keyof typeof KNOWN;
type ServerLanguage = (typeof KNOWN)[LanguageCode]["server"];
export const LANGUAGES = Object.keys(KNOWN) as LanguageCode[];

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
  return LANGUAGES.find((code) => code === i18next.resolvedLanguage) ?? "en";
}

export function languageName(code: LanguageCode): string {
  return KNOWN[code].name;
}

/** As the server names it. */
export function serverLanguage(code: LanguageCode): ServerLanguage {
  return KNOWN[code].server;
}

/** The one that the server names so; English when there is none. */
export function fromServer(named: string): LanguageCode {
  return LANGUAGES.find((code) => KNOWN[code].server === named) ?? "en";
}

/** For `Intl`. */
export function locale(): string {
  return KNOWN[language()].locale;
}

/** The same as the API names it, where a field is written for people. */
export function spokenLanguage(): ServerLanguage {
  return serverLanguage(language());
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
  document.documentElement.lang = KNOWN[language()].html;
}
