import { Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PaymentMethod, ShopMethodsQuery } from "@/gql/shop/graphql";

interface Props {
  methods: ShopMethodsQuery["paymentMethods"];
  chosen: PaymentMethod | null;
  onChoose: (method: PaymentMethod) => void;
}

/** Ways to pay; one that cannot be used here says why, in the server's words. */
export function Methods({ methods, chosen, onChoose }: Props) {
  const { t } = useTranslation(["shop", "payments"]);
  return (
    <Radio.Group label={t("method")} name="method" value={chosen} onChange={(value) => onChoose(value as PaymentMethod)}>
      <Stack gap="xs" mt="xs">
        {methods.map(({ method, available, reason }) => (
          <div key={method}>
            <Radio value={method} label={t(`payments:methods.${method}`)} disabled={!available} aria-describedby={reason ? `${method}-reason` : undefined} />
            {reason && (
              <Text id={`${method}-reason`} size="xs" c="dimmed" pl={32}>
                {reason}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}
