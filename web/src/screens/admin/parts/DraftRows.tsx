import { ActionIcon, Button, Fieldset, Group, Stack } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props<Row> {
  legend: string;
  rows: Row[];
  /** The row that is added. */
  fresh: Row;
  onChange: (rows: Row[]) => void;
  /** The fields of a row; `change` sets some of it. */
  children: (row: Row, change: (part: Partial<Row>) => void, place: number) => ReactNode;
}

/** Rows of fields in a form, which can be added and taken away, such as prices. */
export function DraftRows<Row>({ legend, rows, fresh, onChange, children }: Props<Row>) {
  const { t } = useTranslation("admin");
  const change = (place: number, part: Partial<Row>) =>
    onChange(rows.map((row, index) => (index === place ? { ...row, ...part } : row)));
  return (
    <Fieldset legend={legend} p="xs">
      <Stack gap="xs">
        {rows.map((row, place) => (
          <Group key={place} gap="xs" align="flex-end" wrap="nowrap">
            {children(row, (part) => change(place, part), place)}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t("removeRow", { place: place + 1 })}
              onClick={() => onChange(rows.filter((_, index) => index !== place))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button variant="subtle" size="compact-xs" onClick={() => onChange([...rows, fresh])} style={{ alignSelf: "flex-start" }}>
          {t("addRow")}
        </Button>
      </Stack>
    </Fieldset>
  );
}
