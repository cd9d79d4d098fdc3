import { Paper, Table } from "@mantine/core";
import type { ReactNode } from "react";
import { Empty } from "@/ui/Empty";

export interface Column<Row> {
  title: string;
  /** Numbers stand at the right, digit below digit. */
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
}

const PHONE_PIXELS = 340;

interface Props<Row> {
  /** What the table lists; a screen reader says it. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** What is shown when there is no row. */
  empty: string;
  /** Pixels below which it scrolls by itself. On a phone, what needs more than a phone has stands cell below cell. */
  minWidth?: number;
}

/** A table of rows. */
export function Rows<Row>({ label, columns, rows, keyOf, empty, minWidth = 640 }: Props<Row>) {
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  const stacking = minWidth > PHONE_PIXELS ? "stacking" : undefined;
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="group" aria-label={label}>
        <Table aria-label={label} className={stacking} verticalSpacing="xs" horizontalSpacing="md" fz="sm">
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title, numeric }) => (
                <Table.Th key={title} ta={numeric ? "right" : undefined} scope="col">
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={keyOf(row)}>
                {columns.map(({ title, numeric, cell }, place) => (
                  <Table.Td
                    key={title}
                    ta={numeric ? "right" : undefined}
                    className={numeric ? "numbers" : undefined}
                    data-label={place > 0 ? title : undefined}
                    style={numeric ? { whiteSpace: "nowrap" } : undefined}
                  >
                    {cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
