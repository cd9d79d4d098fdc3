import { Box, Group, Text } from "@mantine/core";
import { shortTokens } from "@/app/formats";
import classes from "./BarChart.module.css";

export interface Bar {
  key: string;
  /** Below the bar; some are left out where they do not fit. */
  label: string;
  /** In the order of `series`. */
  values: bigint[];
}

interface Props {
  /** What is shown, for whoever cannot see it. The numbers stand in a table beside it. */
  title: string;
  bars: Bar[];
  series: string[];
  /** Of the theme, in the order of `series`. */
  colors?: string[];
  /** Whether it stands beside others. */
  small?: boolean;
}

const COLORS = ["indigo", "teal", "orange", "grape", "cyan", "pink", "lime", "gray"];

/** Stacked bars, a colour for each series. */
export function BarChart({ title, bars, series, colors = COLORS, small = false }: Props) {
  const top = bars.reduce((most, bar) => max(most, sum(bar.values)), 1n);
  const step = Math.max(1, Math.ceil(bars.length / (small ? 4 : 5)));
  const colorOf = (place: number) => `${colors[Math.min(place, colors.length - 1)] ?? "gray"}.6`;
  return (
    <figure className={classes.figure} role="img" aria-label={title}>
      <div className={classes.plot} style={{ height: small ? 150 : 220 }}>
        <Text className={classes.top} size="xs" c="dimmed">
          {shortTokens(top)}
        </Text>
        {bars.map((bar) => (
          <div key={bar.key} className={classes.bar} title={told(bar, series)}>
            {bar.values.map((value, place) =>
              value === 0n ? null : (
                <Box key={series[place]} bg={colorOf(place)} style={{ height: `${share(value, top)}%` }} className={classes.part} />
              ),
            )}
          </div>
        ))}
      </div>
      <div className={classes.labels} aria-hidden>
        {bars.map((bar, place) => (
          <Text key={bar.key} size="xs" c="dimmed" className={classes.label}>
            {place % step === 0 ? bar.label : ""}
          </Text>
        ))}
      </div>
      {series.length > 1 && (
        <Group gap="md" mt="xs" aria-hidden>
          {series.map((name, place) => (
            <Group key={name} gap={6} wrap="nowrap">
              <Box w={10} h={10} bg={colorOf(place)} style={{ borderRadius: 3 }} />
              <Text size="xs">{name}</Text>
            </Group>
          ))}
        </Group>
      )}
    </figure>
  );
}

/** What a pointer at a bar is told: each series, a line each. */
function told({ label, values }: Bar, series: string[]): string {
  if (series.length === 1) return `${label}: ${shortTokens(sum(values))}`;
  return [label, ...series.map((name, place) => `${name}: ${shortTokens(values[place] ?? 0n)}`)].join("\n");
}

/** In percent, to a hundredth: only for drawing. */
function share(value: bigint, top: bigint): number {
  return Number((value * 10_000n) / top) / 100;
}

function sum(values: bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
