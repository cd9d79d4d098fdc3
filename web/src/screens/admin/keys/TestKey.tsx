import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { tokens } from "@/app/formats";
import { TestProviderKeyDocument, type TestProviderKeyMutation } from "@/gql/adminKeys/graphql";

type Tested = Extract<TestProviderKeyMutation["outcome"], { ok: boolean }>;

/** Asks the provider by this key, and says in place what came of it. */
export function TestKey({ id }: { id: string }) {
  const { t } = useTranslation("adminKeys");
  const [tested, setTested] = useState<Tested | null>(null);
  const test = useAction(TestProviderKeyDocument, ({ outcome }) => {
    setTested("ok" in outcome ? outcome : null);
    return outcome;
  });
  const works = test.done && tested?.ok;
  const why = test.error?.message ?? test.refusal?.message ?? (test.done ? tested?.failureMessage : null);
  return (
    <div>
      <Button variant="default" size="xs" loading={test.busy} onClick={() => void test.run({ id })}>
        {t("test")}
      </Button>
      <Text size="xs" role="status" c={works ? undefined : "var(--mantine-color-error)"}>
        {works ? t("ok", { time: tokens(String(tested.milliseconds)) }) : why}
      </Text>
    </div>
  );
}
