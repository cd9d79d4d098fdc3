import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface ActionProps {
  label: string;
  icon: React.ReactNode;
  disabled?: boolean;
  onClick: () => void;
}

/** A small button below a message, or beside it. */
export function Action({ label, icon, disabled, onClick }: ActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation(["chat", "app"]);
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Action label={copied ? t("app:copied") : label} icon={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy} />
      )}
    </CopyButton>
  );
}
