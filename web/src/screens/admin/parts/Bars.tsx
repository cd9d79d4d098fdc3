import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Rows } from "./Rows";

export interface Series {
  name: string;
  /** A colour of the theme, such as `indigo-6`. */
  color: string;
  /** One for each part. */
  values: number[];
}

interface Props {
  title: string;
  /** What the parts are called, such as days. */
  parts: string[];
  /** They stand upon each other. */
  series: Series[];
  /** A value for people. */
  format: (value: number) => string;
}

const HEIGHT = 150;

/** Bars over time, drawn here: no library is worth its weight for them. The same numbers can be read as a table. */
export function Bars({ title, parts, series, format }: Props) {
  const { t } = useTranslation("admin");
  const [asTable, setAsTable] = useState(false);
  const sums = parts.map((_, part) => series.reduce((sum, { values }) => sum + (values[part] ?? 0), 0));
  const highest = Math.max(1, ...sums);
  const total = sums.reduce((sum, value) => sum + value, 0);
  return (
    <Paper withBorder p="md" display="flex" style={{ flexDirection: "column", justifyContent: "space-between" }}>
      <Group justify="space-between" mb="xs" wrap="nowrap" align="flex-start">
        <div>
          <Title order={3} size="h5">
            {title}
          </Title>
          <Legend series={series} />
        </div>
        <Button variant="default" size="compact-xs" flex="none" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t("asTable")}
        </Button>
      </Group>
      {asTable ? (
        <Rows
          label={title}
          empty={t("nothing")}
          minWidth={280}
          rows={parts.map((part, index) => ({ part, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            { title: t("time"), cell: ({ part }) => part },
            ...series.map(({ name, values }) => ({
              title: name,
              numeric: true,
              cell: ({ index }: { index: number }) => format(values[index] ?? 0),
            })),
          ]}
        />
      ) : (
        <>
          <svg width="100%" height={HEIGHT} role="img" aria-label={t("chart", { title, total: format(total), highest: format(highest) })}>
            <line x1="0" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--mantine-color-default-border)" />
            {parts.map((part, index) => (
              <Bar key={index} part={part} index={index} of={parts.length} series={series} highest={highest} format={format} />
            ))}
          </svg>
          <Group justify="space-between">
            <Text size="xs" c="dimmed">
              {parts[0]}
            </Text>
            <Text size="xs" c="dimmed">
              {parts.at(-1)}
            </Text>
          </Group>
        </>
      )}
    </Paper>
  );
}

function Legend({ series }: { series: Series[] }) {
  if (series.length < 2) return null;
  return (
    <Group gap="sm">
      {series.map(({ name, color }) => (
        <Group key={name} gap={6} wrap="nowrap">
          <svg width={10} height={10} aria-hidden>
            <rect width={10} height={10} rx={2} fill={`var(--mantine-color-${color})`} />
          </svg>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
        </Group>
      ))}
    </Group>
  );
}

interface BarProps extends Pick<Props, "series" | "format"> {
  part: string;
  index: number;
  of: number;
  highest: number;
}

function Bar({ part, index, of, series, highest, format }: BarProps) {
  const width = 100 / of;
  let top = HEIGHT;
  return (
    <g>
      <title>{[part, ...series.map(({ name, values }) => `${name}: ${format(values[index] ?? 0)}`)].join("\n")}</title>
      <rect x={`${index * width}%`} width={`${width}%`} y={0} height={HEIGHT} fill="transparent" />
      {series.map(({ name, color, values }) => {
        const height = ((values[index] ?? 0) / highest) * (HEIGHT - 10);
        top -= height;
        return (
          <rect
            key={name}
            x={`${(index + 0.1) * width}%`}
            width={`${width * 0.8}%`}
            y={top}
            height={height}
            fill={`var(--mantine-color-${color})`}
          />
        );
      })}
    </g>
  );
}
