import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { RequestError } from "tokentill-client";
import { isUnreachable } from "@/app/notices";

interface Props {
  /** What was thrown. Its message is the server's, in the reader's language. */
  error: unknown;
  retry?: () => void;
}

/** Why something cannot be shown, with the id by which the operator finds it in the log, and a second try. */
export function Failure({ error, retry }: Props) {
  const { t } = useTranslation();
  const known = error instanceof RequestError ? error : null;
  const text = isUnreachable(error) ? t("failure.network") : (known?.message ?? t("failure.unknown"));
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertCircle />} title={t("failure.title")} data-code={known?.code}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{text}</Text>
        {known?.errorId && <Text size="xs">{t("failure.id", { id: known.errorId })}</Text>}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {t("retry")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

interface Refusal {
  code: string;
  message: string;
}

/** A refusal that belongs to the job, such as too few tokens: what the server says about it. */
export function Refused({ refusal, children }: { refusal: Refusal; children?: React.ReactNode }) {
  return (
    <Alert role="alert" color="orange" variant="light" icon={<IconAlertCircle />} data-code={refusal.code}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{refusal.message}</Text>
        {children}
      </Stack>
    </Alert>
  );
}
