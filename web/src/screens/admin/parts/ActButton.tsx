import { Button, type ButtonProps, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import type { Operation } from "@/app/queries";
import { Outcome } from "@/ui/Outcome";
import type { Form } from "./form";

const REASON_CHARACTERS = 500;

interface Why {
  /** For the record; "" where it does not ask for one. */
  reason: string;
  /** The same for each try of one intention. */
  key: string;
}

interface Props<Answer extends object, Variables extends object, Draft extends object> extends Omit<ButtonProps, "children"> {
  /** On the button, and above the dialog; a verb. */
  label: string;
  /** The mutation. */
  does: Operation<{ outcome: Answer }, Variables>;
  /** What it is sent. Null while something is missing. */
  variables: (values: NoInfer<Draft> & Why) => NoInfer<Variables> | null;
  /** What the fields hold when the dialog opens. */
  draft?: Draft;
  /** What will happen, and to whom; and the fields. */
  children?: ReactNode | ((form: Form<NoInfer<Draft>>) => ReactNode);
  /** Whether the record wants to know why. */
  withReason?: boolean;
  /** What the reason is called, where it is called otherwise. */
  reasonLabel?: string;
  /** Hears what the server said to it, a refusal too. */
  onAnswer?: (answer: Answer) => void;
}

/** A button for what an admin does: it asks first, says in place why it was refused, and closes when it is done. */
export function ActButton<Answer extends object, Variables extends object, Draft extends object = object>(
  props: Props<Answer, Variables, Draft>,
) {
  const { label, does, variables, draft, children, withReason = true, reasonLabel, onAnswer, ...button } = props;
  const { t } = useTranslation("app");
  // Its key is kept while the dialog is closed: an answer that was lost may have been that it is done.
  const action = useAction(does, ({ outcome }) => {
    onAnswer?.(outcome);
    return outcome;
  });
  const [opening, setOpening] = useState(0);
  const [opened, { open, close }] = useDisclosure(false, {
    onOpen: () => {
      action.forget();
      setOpening((before) => before + 1);
    },
  });
  return (
    <>
      <Button variant="default" size="xs" {...button} onClick={open} aria-haspopup="dialog">
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={label} closeButtonProps={{ "aria-label": t("close") }}>
        {/* Anew at each opening, also where it is opened again while it fades: its fields are of the newest version then. */}
        <Dialog key={opening} {...props} withReason={withReason} action={action} close={close} />
      </Modal>
    </>
  );
}

interface DialogProps<Answer extends object, Variables extends object, Draft extends object> extends Props<Answer, Variables, Draft> {
  action: ReturnType<typeof useAction<{ outcome: Answer }, Variables>>;
  close: () => void;
}

/** What was typed lasts as long as the dialog is open. */
function Dialog<Answer extends object, Variables extends object, Draft extends object>(
  props: DialogProps<Answer, Variables, Draft>,
) {
  const { label, variables, children, withReason, reasonLabel, color, action, close } = props;
  const { t } = useTranslation(["admin", "app"]);
  const [draft, setDraft] = useState((props.draft ?? {}) as Draft);
  const [reason, setReason] = useState("");
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const sent = (key: string) => variables({ ...draft, reason: reason.trim(), key });
  const withoutKey = sent("");
  const ready = withoutKey !== null && (!withReason || reason.trim() !== "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (action.busy || withoutKey === null || !(await action.run(sent(action.key(withoutKey))!))) return;
    close();
    notifications.show({ color: "green", message: t("done", { what: label }), closeButtonProps: { "aria-label": t("app:close") } });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Text size="sm" component="div">
          <Stack gap="sm">{typeof children === "function" ? children({ draft, set }) : children}</Stack>
        </Text>
        {withReason && (
          <Textarea
            label={reasonLabel ?? t("reason")}
            description={t("reasonHint")}
            required
            rows={2}
            maxLength={REASON_CHARACTERS}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
        <Outcome action={{ ...action, done: false }} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" color={color} loading={action.busy} disabled={!ready}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
