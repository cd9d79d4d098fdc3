import { Paper, Table } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "@/ui/Empty";

export interface Column<Row> {
  title: string;
  /** Numbers stand at the right, digit below digit. */
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  /** What the table lists; a screen reader says it. */
  label: string;
  /** The first one says which row it is. */
  columns: Column<Row>[];
  /** Buttons for what can be done with a row. */
  acts?: (row: Row) => ReactNode;
  rows: Row[];
  keyOf: (row: Row) => string;
  /** What is shown when there is no row. */
  empty: string;
}

/** Pixels below which a table scrolls by itself; on a phone its cells stand below each other. */
const MIN_WIDTH = 720;

/** A table of rows. Its roles are written out: what a style sheet shows otherwise is no table to browsers. */
export function Rows<Row>({ label, columns, acts, rows, keyOf, empty }: Props<Row>) {
  const { t } = useTranslation("admin");
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={MIN_WIDTH} type="native" tabIndex={0} role="group" aria-label={label}>
        <Table aria-label={label} role="table" className="stacking" verticalSpacing="xs" horizontalSpacing="md" fz="sm">
          <Table.Thead role="rowgroup">
            <Table.Tr role="row">
              {columns.map(({ title, numeric }) => (
                <Table.Th key={title} role="columnheader" ta={numeric ? "right" : undefined} scope="col">
                  {title}
                </Table.Th>
              ))}
              {acts && (
                <Table.Th role="columnheader" scope="col">
                  {t("act")}
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody role="rowgroup">
            {rows.map((row) => (
              <Table.Tr key={keyOf(row)} role="row">
                {columns.map((column, place) => (
                  <Cell key={column.title} column={column} isFirst={place === 0} row={row} />
                ))}
                {acts && (
                  <Table.Td role="cell">
                    <div className="acts">{acts(row)}</div>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function Cell<Row>({ column: { title, numeric, cell }, isFirst, row }: { column: Column<Row>; isFirst: boolean; row: Row }) {
  return (
    <Table.Td
      role="cell"
      ta={numeric ? "right" : undefined}
      className={numeric ? "numbers" : undefined}
      data-label={isFirst ? undefined : title}
      style={numeric ? { whiteSpace: "nowrap" } : undefined}
    >
      {cell(row)}
    </Table.Td>
  );
}
