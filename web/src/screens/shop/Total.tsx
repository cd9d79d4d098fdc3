import { Divider, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import type { ShopQuoteQuery } from "@/gql/shop/graphql";

export type Quote = Extract<ShopQuoteQuery["priceQuote"], { __typename: "PriceQuote" }>;

/** What a purchase costs, line by line, and what it brings. */
export function Total({ quote }: { quote: Quote }) {
  const { t } = useTranslation("shop");
  return (
    <Stack gap={6} role="group" aria-label={t("total.label")} aria-live="polite">
      <Line name={t("total.subtotal")}>{quote.subtotal.formatted}</Line>
      {quote.discounts.map(({ kind, promoCode, amount }) => (
        <Line key={kind} name={promoCode ? t("total.promo", { code: promoCode }) : t(`total.${kind}`)}>
          −{amount.formatted}
        </Line>
      ))}
      <Divider />
      <Line name={t("total.total")} strong>
        {quote.amount.formatted}
      </Line>
      <Line name={t("total.tokens")}>{tokens(quote.tokens)}</Line>
      {quote.bonusTokens !== "0" && <Line name={t("total.bonus")}>+{tokens(quote.bonusTokens)}</Line>}
    </Stack>
  );
}

function Line({ name, strong, children }: { name: string; strong?: boolean; children: ReactNode }) {
  const weight = strong ? 700 : 400;
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm" fw={weight}>
        {name}
      </Text>
      <Text size="sm" fw={weight} className="numbers">
        {children}
      </Text>
    </Group>
  );
}
