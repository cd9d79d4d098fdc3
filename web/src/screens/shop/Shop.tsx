import { Button, Grid, Group, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import { ShopPackagesDocument } from "@/gql/shop/graphql";
import { Asked } from "@/ui/Asked";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { ForTeam } from "./ForTeam";
import { Order } from "./Order";
import { PackageCards } from "./PackageCards";
import { Unfinished } from "./Unfinished";
import { useChoice } from "./useChoice";

/** Packages beside the order that they make. Everybody may look; buying needs an account. */
export function Shop() {
  const { t } = useTranslation("shop");
  const { user, isGuest, settings, has } = useSession();
  const [wanted, choose] = useChoice();
  const choice = { ...wanted, currency: settings.currencies.find((each) => each === wanted.currency) ?? null };
  const packages = useAsk(ShopPackagesDocument, { currency: choice.currency, language: spokenLanguage() });
  const currencies = settings.currencies;
  const actions = (
    <Group>
      {has("SUBSCRIPTIONS") && (
        <Button component={Link} href="/shop/plans" variant="default" size="sm">
          {t("plans.toPlans")}
        </Button>
      )}
      {currencies.length > 1 && (
        <SegmentedControl
          aria-label={t("currency")}
          data={currencies}
          value={choice.currency ?? currencies[0]}
          onChange={(currency) => choose({ currency })}
        />
      )}
    </Group>
  );
  return (
    <Page title={t("title")} description={t("description")} actions={actions} size="xl">
      {user && !isGuest && <Unfinished />}
      {choice.teamId && <ForTeam teamId={choice.teamId} onLeave={() => choose({ teamId: null })} />}
      <Asked query={packages} lines={8}>
        {({ packages: onSale }) => {
          const chosen = onSale.find(({ id }) => id === choice.packageId) ?? onSale.find((each) => each.default) ?? onSale[0];
          if (!chosen) return <Empty action={choice.currency && <Button onClick={() => choose({ currency: null })}>{t("allPackages")}</Button>}>{t("nothing")}</Empty>;
          return (
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, md: 7 }}>
                <PackageCards packages={onSale} chosen={chosen.id} onChoose={(packageId) => choose({ packageId })} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Order pack={chosen} choice={choice} choose={choose} />
              </Grid.Col>
            </Grid>
          );
        }}
      </Asked>
    </Page>
  );
}
