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
  return (
    <div>
      <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate({ id })}>
        {t("test")}
      </Button>
      <Text size="xs" role="status" c={tested && "ok" in tested && tested.ok ? undefined : "red"}>
        {test.error?.message}
        {tested && (isUserError(tested) ? tested.message : tested.ok ? t("ok", { time: tokens(String(tested.milliseconds)) }) : tested.failureMessage)}
      </Text>
    </div>
  );
}
