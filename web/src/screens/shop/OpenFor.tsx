import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { countdown } from "@/app/formats";

const SECOND_MS = 1_000;

/** How long a payment may still be paid. */
export function OpenFor({ until }: { until: string }) {
  const { t } = useTranslation("shop");
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const left = (Date.parse(until) - now) / SECOND_MS;
  return (
    <Text size="xs" c="dimmed" className="numbers">
      {left > 0 ? t("paying.openFor", { time: countdown(left) }) : t("paying.over")}
    </Text>
  );
}
