import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";
import { GivenGifts } from "./GivenGifts";
import { GiveTokens } from "./GiveTokens";
import { ReceivedGifts } from "./ReceivedGifts";

/** Tokens for others: giving them, and what was given and received. */
export default function GiftsScreen() {
  const { t } = useTranslation(["gifts", "payments"]);
  return (
    <Page title={t("title")} description={t("description")} size="md">
      <Tabs defaultValue="give" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="give">{t("give.tab")}</Tabs.Tab>
          <Tabs.Tab value="received">{t("received.tab")}</Tabs.Tab>
          <Tabs.Tab value="given">{t("given.tab")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="give">
          <GiveTokens />
        </Tabs.Panel>
        <Tabs.Panel value="received">
          <ReceivedGifts />
        </Tabs.Panel>
        <Tabs.Panel value="given">
          <GivenGifts />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
