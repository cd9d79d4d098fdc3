import { Code, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Change {
  field: string;
  before?: string | null;
  after?: string | null;
}

/** Values before and after, a line each. */
export function Changes({ changes }: { changes: Change[] }) {
  const { t } = useTranslation("admin");
  return changes.map(({ field, before, after }) => (
    <Text key={field} size="sm" component="div">
      <Text span c="dimmed">
        {t(`fields.${field}`, field)}:{" "}
      </Text>
      <Value text={before} /> → <Value text={after} />
    </Text>
  ));
}

function Value({ text }: { text?: string | null }) {
  const { t } = useTranslation("admin");
  return <Code style={{ overflowWrap: "anywhere", whiteSpace: "normal" }}>{text || t("nothing")}</Code>;
}
