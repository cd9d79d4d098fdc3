import { ActionIcon, Button, Fieldset, Group, Stack } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Form, type NameOf, part } from "./form";

interface Props<Draft, Row> {
  legend: string;
  form: Form<Draft>;
  name: NameOf<Draft, Row[]>;
  /** The row that is added. */
  fresh: Row;
  /** The fields of a row. */
  children: (row: Form<Row>) => ReactNode;
}

/** Rows of fields in a form, which can be added and taken away, such as prices. */
export function DraftRows<Draft, Row>({ legend, form, name, fresh, children }: Props<Draft, Row>) {
  const { t } = useTranslation("admin");
  const rows = form.draft[name] as Row[];
  const setRows = (after: Row[]) => form.set(part(name, after));
  const change = (place: number, values: Partial<Row>) =>
    setRows(rows.map((row, index) => (index === place ? { ...row, ...values } : row)));
  return (
    <Fieldset legend={legend} p="xs">
      <Stack gap="xs">
        {rows.map((row, place) => (
          <Group key={place} gap="xs" align="flex-end" wrap="nowrap">
            {children({ draft: row, set: (values) => change(place, values) })}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t("removeRow", { place: place + 1 })}
              onClick={() => setRows(rows.filter((_, index) => index !== place))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button variant="subtle" size="compact-xs" onClick={() => setRows([...rows, fresh])} style={{ alignSelf: "flex-start" }}>
          {t("addRow")}
        </Button>
      </Stack>
    </Fieldset>
  );
}
