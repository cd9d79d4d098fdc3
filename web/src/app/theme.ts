import { createTheme, type CSSVariablesResolver, localStorageColorSchemeManager } from "@mantine/core";
import type { TFunction } from "i18next";

/** How it looks. Change the colours and the radius here; `docs/frontend.md` says what else there is. */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.18, // above it black on a colour is easier to read than white
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', sans-serif",
  headings: { fontWeight: "650" },
});

/** What Mantine's parts need to be read by everybody: names for its own buttons, and enough contrast. */
export function labels(t: TFunction) {
  const closing = { defaultProps: { closeButtonProps: { "aria-label": t("close") } } };
  return createTheme({
    components: {
      // Wide tables are scrolled by keyboard, too.
      TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
      // In a sentence their colour alone does not tell links apart.
      Anchor: { defaultProps: { underline: "always" } },
      // Its list itself is what scrolls: arrow keys move through it, so it needs no place in the order of Tab.
      Select: { defaultProps: { withScrollArea: false, styles: { options: { maxHeight: 220, overflowY: "auto" } } } },
      // The first entry has the focus at once; an empty element in its stead is none that a menu may have.
      Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
      // Coloured titles are too pale on the tinted ground.
      Alert: { styles: { title: { color: "var(--mantine-color-text)" } } },
      Notification: closing,
      // Their heading is not the page's banner.
      Modal: { defaultProps: { ...closing.defaultProps, attributes: { header: { role: "presentation" } } } },
      Drawer: { defaultProps: { ...closing.defaultProps, attributes: { header: { role: "presentation" } } } },
      PasswordInput: { defaultProps: { visibilityToggleButtonProps: { "aria-label": t("showPassword") } } },
    },
  });
}

/** Mantine's dimmed text is too pale on white for small print: WCAG asks for a contrast of 4.5. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { "--mantine-color-dimmed": "#5c636a", "--mantine-color-placeholder": "#6b7178", "--mantine-color-error": "#c92a2a" },
  dark: { "--mantine-color-dimmed": "#a6adb4", "--mantine-color-placeholder": "#969da4", "--mantine-color-error": "#ff8787" },
});

/** The theme that was chosen on this device; nothing secret. */
export const colorSchemes = localStorageColorSchemeManager({ key: "tokentill-theme" });

/** The page's policy lets no style element in without it; the server writes it into the page. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}
