import { Center, Skeleton, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

const PATIENCE_MS = 250;

/** Grey lines where something will be; only after a moment, so that quick answers do not flicker. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  const late = useLate();
  if (!late) return null;
  return (
    <Stack role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={28} width={line === 0 ? "40%" : "100%"} />
      ))}
    </Stack>
  );
}

/** Before anything is known, not even who is signed in. */
export function FullPageLoading() {
  return (
    <Center mih="100vh" p="xl">
      <Loading />
    </Center>
  );
}

function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return late;
}
