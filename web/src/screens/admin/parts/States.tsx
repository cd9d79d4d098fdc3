import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";

const COLORS: Record<string, string> = {
  ACTIVE: "green",
  SUSPENDED: "red",
  SUCCEEDED: "green",
  PENDING: "gray",
  PROCESSING: "blue",
  FAILED: "red",
  DISPUTED: "orange",
  REFUNDED: "orange",
  PARTIALLY_REFUNDED: "orange",
  RUNNING: "blue",
  DONE: "green",
  USABLE: "green",
  REFUSED: "red",
  WITHOUT_CREDIT: "red",
  RESTING: "orange",
};

/** Where something stands, by its name in the API. */
export function State({ value }: { value: string }) {
  const { t } = useTranslation("admin");
  return (
    <Badge variant="dot" tt="none" color={COLORS[value] ?? "gray"}>
      {t(`states.${value}`, value)}
    </Badge>
  );
}
