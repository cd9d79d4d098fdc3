import { useTranslation } from "react-i18next";
import { dateTime } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminBlocksDocument, type BlockKind, BlockDocument, UnblockDocument } from "@/gql/adminBlocks/graphql";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { ChoiceField, TextField } from "../parts/form";
import { List } from "../parts/List";
import { Id } from "../parts/Person";

const PAGE_ROWS = 25;
const KINDS: BlockKind[] = ["TERM", "USER"];

/** Terms that no message may have, and users who may send none. */
export default function BlocksPage() {
  const { t } = useTranslation(["adminModeration", "admin"]);
  const blocks = useAskPages(AdminBlocksDocument, { first: PAGE_ROWS }, (result) => result.blocks);
  return (
    <Page title={t("admin:pages.blocks")} description={t("blocks.description")} size="xl" actions={<NewBlock />}>
      <List
        label={t("admin:pages.blocks")}
        empty={t("blocks.nothing")}
        pages={blocks}
        keyOf={({ id }) => id}
        columns={[
          { title: t("blocks.value"), cell: ({ kind, value }) => (kind === "USER" ? <Id id={value} /> : value) },
          { title: t("blocks.kind"), cell: ({ kind }) => t(`blocks.kinds.${kind}`) },
          { title: t("blocks.since"), cell: ({ createdAt }) => dateTime(createdAt) },
          { title: t("admin:by"), cell: ({ createdBy }) => <Id id={createdBy} /> },
        ]}
        acts={({ id, value }) => (
          <ActButton label={t("blocks.remove")} color="red" withReason={false} does={UnblockDocument} variables={() => ({ id })}>
            {t("blocks.removeHint", { value })}
          </ActButton>
        )}
      />
    </Page>
  );
}

function NewBlock() {
  const { t } = useTranslation("adminModeration");
  return (
    <ActButton
      label={t("blocks.add")}
      variant="filled"
      size="sm"
      withReason={false}
      does={BlockDocument}
      draft={{ kind: KINDS[0]!, value: "" }}
      variables={({ kind, value }) => (value.trim() ? { kind, value: value.trim() } : null)}
    >
      {(form) => (
        <>
          <ChoiceField
            form={form}
            name="kind"
            label={t("blocks.kind")}
            options={KINDS.map((value) => ({ value, label: t(`blocks.kinds.${value}`) }))}
          />
          <TextField form={form} name="value" label={t("blocks.value")} description={t("blocks.valueHint")} required />
        </>
      )}
    </ActButton>
  );
}
