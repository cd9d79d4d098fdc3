import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Layout } from "./Layout";
import { queries } from "./queries";
import { Screens } from "./Screens";
import { SessionProvider } from "./session";
import { colorSchemes, cssVariables, labels, styleNonce, theme } from "./theme";

/** Everything around the screens: theme, cache, session, frame. */
export function App() {
  const { t } = useTranslation();
  const spoken = useMemo(() => mergeThemeOverrides(theme, labels(t)), [t]);
  return (
    <MantineProvider
      theme={spoken}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" limit={3} />
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <Layout>
            <Screens />
          </Layout>
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
