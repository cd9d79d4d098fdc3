import { ActionIcon, Button, Group, Modal, Select, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPhotoPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AttachmentInput } from "@/gql/chat/graphql";

/** As the API has it. */
const MOST = 8;
const URL_CHARACTERS = 2048;
const NAME_CHARACTERS = 255;
const TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const ENDINGS: Record<string, string> = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp", gif: "image/gif" };

interface Props {
  /** How many there are already. */
  count: number;
  onAttach: (image: AttachmentInput) => void;
}

/** Adds an image by its address: the server fetches it, and no picture passes through this page. */
export function AttachButton({ count, onAttach }: Props) {
  const { t } = useTranslation("chat");
  const [opened, { open, close }] = useDisclosure();
  const label = t(count < MOST ? "image.attach" : "image.full", { count: MOST });
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} aria-disabled={count >= MOST} onClick={() => count < MOST && open()}>
          <IconPhotoPlus size={18} />
        </ActionIcon>
      </Tooltip>
      <Modal opened={opened} onClose={close} title={t("image.attach")}>
        <AttachForm onAttach={(image) => (onAttach(image), close())} onCancel={close} />
      </Modal>
    </>
  );
}

function AttachForm({ onAttach, onCancel }: { onAttach: Props["onAttach"]; onCancel: () => void }) {
  const { t } = useTranslation(["chat", "app"]);
  const [url, setUrl] = useState("");
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const type = chosen ?? typeOf(url);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // of React's tree, where this form stands in that of the message
    if (type) onAttach({ url: url.trim(), type, ...(name.trim() ? { name: name.trim() } : {}) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t("image.url")}
          description={t("image.urlHint")}
          type="url"
          inputMode="url"
          required
          maxLength={URL_CHARACTERS}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          data-autofocus
        />
        <Select label={t("image.type")} data={TYPES} value={type} onChange={setChosen} required allowDeselect={false} />
        <TextInput label={t("image.name")} maxLength={NAME_CHARACTERS} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Text size="xs" c="dimmed">
          {t("image.how")}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("app:cancel")}
          </Button>
          <Button type="submit">{t("image.add")}</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the address's ending says. */
function typeOf(url: string): string | null {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return ENDINGS[path.split(".").at(-1)!.toLowerCase()] ?? null;
}
