import { Button, type ButtonProps, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { newKey } from "@/app/api";
import { Failure, Refused } from "@/ui/Failure";

const REASON_CHARACTERS = 500;

/** A member of a mutation's result union. */
export type Outcome = { __typename?: string } | { __typename?: string; code: string; message: string; retryable: boolean };

interface Props extends Omit<ButtonProps, "children"> {
  /** On the button, and above the dialog; a verb. */
  label: string;
  /** What will happen, and to whom. */
  children?: ReactNode;
  /** Whether the record wants to know why. */
  withReason?: boolean;
  /** What the reason is called, where it is called otherwise. */
  reasonLabel?: string;
  /** Whether the fields are filled in. */
  ready?: boolean;
  onOpen?: () => void;
  onClose?: () => void;
  /** Does it. The key is the same for each try of one intention. */
  run: (reason: string, key: string) => Promise<Outcome>;
}

/** A button for what an admin does: it asks first, says in place why it was refused, and closes when it is done. */
export function ActButton({ label, children, withReason = true, reasonLabel, ready = true, onOpen, onClose, run, ...button }: Props) {
  const { t } = useTranslation(["admin", "app"]);
  const [opened, { open, close }] = useDisclosure(false, { onClose });
  const [reason, setReason] = useState("");
  const { busy, outcome, failure, act, forget } = useAct(run);
  const start = () => {
    setReason("");
    forget();
    onOpen?.();
    open();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !(await act(reason.trim()))) return;
    close();
    notifications.show({
      color: "green",
      message: t("done", { what: label }),
      closeButtonProps: { "aria-label": t("app:close") },
    });
  };
  return (
    <>
      <Button variant="default" size="xs" {...button} onClick={start} aria-haspopup="dialog">
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={label} closeButtonProps={{ "aria-label": t("app:close") }}>
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <Text size="sm" component="div">
              <Stack gap="sm">{children}</Stack>
            </Text>
            {withReason && (
              <Textarea
                label={reasonLabel ?? t("reason")}
                description={t("reasonHint")}
                required
                autosize
                minRows={2}
                maxLength={REASON_CHARACTERS}
                value={reason}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
            )}
            {outcome && isUserError(outcome) && <Refused refusal={outcome} />}
            {failure !== null && <Failure error={failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("app:cancel")}
              </Button>
              <Button type="submit" color={button.color} loading={busy} disabled={!ready || (withReason && !reason.trim())}>
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

/** One intention at a time: its key stays until it is known how it ended, so that a second try after a lost answer does nothing twice. */
function useAct(run: Props["run"]) {
  const key = useRef<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const forget = () => {
    setOutcome(null);
    setFailure(null);
  };
  const act = async (reason: string): Promise<boolean> => {
    key.current ??= newKey();
    setBusy(true);
    forget();
    try {
      const answer = await run(reason, key.current);
      const refused = isUserError(answer);
      if (!refused || !answer.retryable) key.current = null;
      setOutcome(answer);
      return !refused;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, outcome, failure, act, forget };
}
