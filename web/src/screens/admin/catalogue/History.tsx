import { Button, Group, Modal, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CustomTypeOptions } from "i18next";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dateTime } from "@/app/formats";
import { Changes } from "../parts/Changes";
import { Listed } from "../parts/List";
import { Id } from "../parts/Person";

/** A button for what something was before. */
export function HistoryButton({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation(["adminCatalogue", "app"]);
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-haspopup="dialog">
        {t("history")}
      </Button>
      <Modal opened={opened} onClose={close} size="lg" title={t("historyOf", { name })} closeButtonProps={{ "aria-label": t("app:close") }}>
        {children}
      </Modal>
    </>
  );
}

interface Version {
  version: number;
  change: keyof CustomTypeOptions["resources"]["adminCatalogue"]["changes"];
  at: string;
  adminId?: string | null;
  /** Values by the names of fields, as people read them. Null: it was made. */
  before: Record<string, string> | null;
  after: Record<string, string>;
}

/** What each version changed, the newest first. */
export function Versions({ pages }: { pages: ComponentProps<typeof Listed<Version>>["pages"] }) {
  const { t } = useTranslation("adminCatalogue");
  return (
    <Listed pages={pages}>
      {pages.nodes.map(({ version, change, at, adminId, before, after }) => (
        <Paper key={version} withBorder p="sm" component="article" aria-label={t("versionOf", { version })}>
          <Group justify="space-between">
            <Text size="sm" fw={600}>
              {t("versionOf", { version })}: {t(`changes.${change}`)}
            </Text>
            <Text size="xs" c="dimmed">
              {dateTime(at)}
            </Text>
          </Group>
          <Changes
            changes={Object.keys(after)
              .filter((field) => (before?.[field] ?? "") !== after[field])
              .map((field) => ({ field, before: before?.[field], after: after[field] }))}
          />
          {adminId && <Id id={adminId} />}
        </Paper>
      ))}
    </Listed>
  );
}
