import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props extends ButtonProps {
  children: ReactNode;
  /** What will happen, and whether it can be undone. */
  question: ReactNode;
  /** The button that does it; a verb. */
  action: string;
  onConfirm: () => Promise<unknown>;
}

/** A button for what cannot be undone: it asks first. */
export function ConfirmButton({ children, question, action, onConfirm, ...button }: Props) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
      close();
    }
  };
  return (
    <>
      <Button {...button} onClick={open} aria-haspopup="dialog">
        {children}
      </Button>
      <Modal opened={opened} onClose={close} title={children}>
        <Stack>
          <Text size="sm" component="div">
            {question}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("back")}
            </Button>
            <Button color="red" loading={busy} onClick={() => void confirm()}>
              {action}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
