import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { tokens } from "@/app/formats";
import { useChange } from "@/app/queries";
import { TestProviderKeyDocument } from "@/gql/adminKeys/graphql";

/** Asks the provider by this key, and says in place what came of it. */
export function TestKey({ id }: { id: string }) {
  const { t } = useTranslation("adminKeys");
  const test = useChange(TestProviderKeyDocument);
  const tested = test.data?.testProviderKey;
  const works = tested && !isUserError(tested) && tested.ok;
  const why = test.error?.message ?? (tested && (isUserError(tested) ? tested.message : tested.failureMessage));
  return (
    <div>
      <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate({ id })}>
        {t("test")}
      </Button>
      <Text size="xs" role="status" c={works ? undefined : "var(--mantine-color-error)"}>
        {works ? t("ok", { time: tokens(String(tested.milliseconds)) }) : why}
      </Text>
    </div>
  );
}
