import { Button, Group, Paper, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { type Bar, BarChart } from "@/ui/BarChart";
import { Rows } from "../parts/Rows";

interface Props {
  title: string;
  bars: Bar[];
  series: string[];
  colors: string[];
}

/** A chart over time; the same numbers can be read as a table. */
export function Chart({ title, bars, series, colors }: Props) {
  const { t } = useTranslation("admin");
  const [asTable, setAsTable] = useState(false);
  const total = bars.flatMap(({ values }) => values).reduce((sum, value) => sum + value, 0n);
  return (
    <Paper withBorder p="md" display="flex" style={{ flexDirection: "column", justifyContent: "space-between" }}>
      <Group justify="space-between" mb="xs" wrap="nowrap" align="flex-start">
        <Title order={3} size="h5">
          {title}
        </Title>
        <Button variant="default" size="compact-xs" flex="none" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t("asTable")}
        </Button>
      </Group>
      {asTable ? (
        <Rows
          label={title}
          empty={t("nothing")}
          rows={bars}
          keyOf={({ key }) => key}
          columns={[
            { title: t("time"), cell: ({ label }) => label },
            ...series.map((name, place) => ({ title: name, numeric: true, cell: ({ values }: Bar) => tokens(values[place] ?? 0n) })),
          ]}
        />
      ) : (
        <BarChart small title={t("chart", { title, total: tokens(total) })} bars={bars} series={series} colors={colors} />
      )}
    </Paper>
  );
}
