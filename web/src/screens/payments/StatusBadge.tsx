import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PaymentStatus } from "@/gql/payments/graphql";

const COLORS: Record<PaymentStatus, string> = {
  PENDING: "blue",
  PROCESSING: "blue",
  SUCCEEDED: "green",
  FAILED: "red",
  CANCELLED: "gray",
  PARTIALLY_REFUNDED: "orange",
  REFUNDED: "orange",
  DISPUTED: "red",
};

/** Where a payment stands, in a word. */
export function StatusBadge({ status }: { status: PaymentStatus }) {
  const { t } = useTranslation("payments");
  return (
    <Badge variant="dot" tt="none" color={COLORS[status]}>
      {t(`status.${status}`)}
    </Badge>
  );
}
