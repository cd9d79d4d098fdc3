import { Button, Group, Modal, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CustomTypeOptions } from "i18next";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dateTime } from "@/app/formats";
import type { Operation } from "@/app/queries";
import { ActButton } from "../parts/ActButton";
import { Changes } from "../parts/Changes";
import { Listed } from "../parts/List";
import { Id } from "../parts/Person";

type Change = Operation<{ outcome: object }, { id: string; version: number }>;

interface Props {
  /** A package or a plan, as it is shown. */
  item: { id: string; version: number; retired: boolean };
  name: string;
  edit: ReactNode;
  /** Null where it cannot be retired. */
  retire: Change | null;
  restore: Change;
  /** Its versions. */
  history: ReactNode;
}

/** Edit, retire or restore what is offered, and see what it was. */
export function OfferActs({ item: { id, version, retired }, name, edit, retire, restore, history }: Props) {
  const { t } = useTranslation(["adminCatalogue", "app"]);
  const [opened, { open, close }] = useDisclosure();
  const change = retired ? restore : retire;
  return (
    <>
      {edit}
      {change && (
        <ActButton
          label={t(retired ? "restore" : "retire")}
          color={retired ? undefined : "red"}
          withReason={false}
          does={change}
          variables={() => ({ id, version })}
        >
          {t(retired ? "restoreHint" : "retireHint", { name })}
        </ActButton>
      )}
      <Button variant="default" size="xs" onClick={open} aria-haspopup="dialog">
        {t("history")}
      </Button>
      <Modal opened={opened} onClose={close} size="lg" title={t("historyOf", { name })} closeButtonProps={{ "aria-label": t("app:close") }}>
        {history}
      </Modal>
    </>
  );
}

interface Version<Item> {
  change: keyof CustomTypeOptions["resources"]["adminCatalogue"]["changes"];
  at: string;
  adminId?: string | null;
  /** Null: it was made. */
  before?: Item | null;
  after: Item;
}

interface VersionsProps<Item> {
  pages: ComponentProps<typeof Listed<Version<Item>>>["pages"];
  /** Values by the names of fields, as people read them, and the version that has them. */
  factsOf: (item: Item) => { version: number; facts: Record<string, string> };
}

/** What each version changed, the newest first. */
export function Versions<Item>({ pages, factsOf }: VersionsProps<Item>) {
  const { t } = useTranslation("adminCatalogue");
  return (
    <Listed pages={pages}>
      {pages.nodes.map(({ change, at, adminId, before, after }) => {
        const { version, facts } = factsOf(after);
        const old = before ? factsOf(before).facts : {};
        const changed = Object.keys(facts).filter((field) => (old[field] ?? "") !== facts[field]);
        return (
          <Paper key={version} withBorder p="sm" component="article" aria-label={t("versionOf", { version })}>
            <Group justify="space-between">
              <Text size="sm" fw={600}>
                {t("versionOf", { version })}: {t(`changes.${change}`)}
              </Text>
              <Text size="xs" c="dimmed">
                {dateTime(at)}
              </Text>
            </Group>
            <Changes changes={changed.map((field) => ({ field, before: old[field], after: facts[field] }))} />
            {adminId && <Id id={adminId} />}
          </Paper>
        );
      })}
    </Listed>
  );
}
