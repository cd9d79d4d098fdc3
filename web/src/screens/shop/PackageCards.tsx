import { Badge, Group, Radio, SimpleGrid, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import type { ShopPackagesQuery } from "@/gql/shop/graphql";
import classes from "./PackageCards.module.css";

export type Package = ShopPackagesQuery["packages"][number];

interface Props {
  packages: Package[];
  /** The id of one of them. */
  chosen: string;
  onChoose: (id: string) => void;
}

/** What is on sale, as a group of radio buttons: arrow keys go from card to card. */
export function PackageCards({ packages, chosen, onChoose }: Props) {
  const { t } = useTranslation(["shop", "app"]);
  return (
    <Radio.Group name="package" value={chosen} onChange={onChoose} aria-label={t("packages")}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        {packages.map((each) => (
          <Radio.Card key={each.id} value={each.id} className={classes.card} p="md" tabIndex={each.id === chosen ? 0 : -1}>
            <PackageCard pack={each} />
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}

function PackageCard({ pack }: { pack: Package }) {
  const { t } = useTranslation(["shop", "app"]);
  return (
    <Stack gap="xs" h="100%" justify="space-between">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>{pack.name}</Text>
        <Radio.Indicator />
      </Group>
      <div>
        <Text size="xl" fw={700} className="numbers">
          {tokens(pack.tokens)}
        </Text>
        <Text size="sm" c="dimmed">
          {t("app:tokens")}
        </Text>
      </div>
      <Group gap="xs" align="baseline">
        <Text fw={600} className="numbers">
          {pack.price.formatted}
        </Text>
        {pack.listPrice && (
          <Text component="s" size="sm" c="dimmed" td="line-through" className="numbers">
            {pack.listPrice.formatted}
          </Text>
        )}
      </Group>
      <Group gap="xs" mih={22}>
        {pack.popular && <Badge variant="light">{t("popular")}</Badge>}
        {pack.discountPercent !== null && pack.discountPercent !== undefined && (
          <Badge color="green">
            {t("discount", { percent: pack.discountPercent })}
          </Badge>
        )}
        {pack.firstPurchasePrice && (
          <Text size="xs" c="dimmed">
            {t("firstPurchase", { price: pack.firstPurchasePrice.formatted })}
          </Text>
        )}
        {pack.tiers.map((tier) => (
          <Text key={tier.quantity} size="xs" c="dimmed">
            {t("tier", { quantity: tier.quantity, percent: tier.discountPercent })}
          </Text>
        ))}
      </Group>
    </Stack>
  );
}
