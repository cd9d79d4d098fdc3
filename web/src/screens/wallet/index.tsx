import { Grid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSession } from "@/app/session";
import { Page } from "@/ui/Page";
import { BalanceCard } from "./BalanceCard";
import { ClaimCard } from "./ClaimCard";
import { Entries } from "./Entries";
import { GuestCard } from "./GuestCard";
import { Parts } from "./Parts";

/** What one has, where it came from, when it expires, and how to get more. */
export default function WalletScreen() {
  const { t } = useTranslation("wallet");
  const { isGuest } = useSession();
  return (
    <Page title={t("title")} description={t("description")}>
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <BalanceCard />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>{isGuest ? <GuestCard /> : <ClaimCard />}</Grid.Col>
      </Grid>
      <Stack gap="lg">
        <Parts />
        <Entries />
      </Stack>
    </Page>
  );
}
