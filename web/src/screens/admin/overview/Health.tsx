import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listed, percent, tokens } from "@/app/formats";
import { type FragmentType, readFragment } from "@/gql/adminOverview/fragment-masking";
import { type OverviewHealthFragment, OverviewHealthFragmentDoc } from "@/gql/adminOverview/graphql";
import { Rows } from "../parts/Rows";

type Row = FragmentType<typeof OverviewHealthFragmentDoc>;

const BAR_PIXELS = 120;

/** How providers and their models do: how often they fail, and how long they take. */
export function Health({ providers, models }: { providers: Row[]; models: Row[] }) {
  const { t } = useTranslation("adminOverview");
  return (
    <>
      <HealthTable label={t("providers")} rows={[...readFragment(OverviewHealthFragmentDoc, providers)]} />
      {models.length > 0 && <HealthTable label={t("models")} rows={[...readFragment(OverviewHealthFragmentDoc, models)]} />}
    </>
  );
}

function HealthTable({ label, rows }: { label: string; rows: OverviewHealthFragment[] }) {
  const { t } = useTranslation("adminOverview");
  const slowest = Math.max(1, ...rows.map(({ wholeReply }) => wholeReply.p99Ms ?? 0));
  return (
    <Rows
      label={label}
      empty={t("noReplies")}
      rows={rows}
      keyOf={(row) => `${row.provider} ${row.modelId}`}
      columns={[
        { title: label, cell: (row) => row.modelId ?? row.provider },
        { title: t("asked"), numeric: true, cell: (row) => tokens(row.asked) },
        { title: t("failures"), cell: (row) => <Failures row={row} /> },
        { title: t("charged"), numeric: true, cell: (row) => tokens(row.totals.cost) },
        { title: t("firstToken"), numeric: true, cell: (row) => <Times latency={row.firstToken} /> },
        { title: t("wholeReply"), numeric: true, cell: (row) => <Times latency={row.wholeReply} /> },
        { title: t("spread"), cell: (row) => <Spread latency={row.wholeReply} slowest={slowest} /> },
      ]}
    />
  );
}

function Failures({ row }: { row: OverviewHealthFragment }) {
  const { t } = useTranslation("adminOverview");
  if (row.providerFailurePercent == null) return t("none");
  return (
    <>
      {percent(row.providerFailurePercent / 100)}
      {row.failures.length > 0 && (
        <Text size="xs" c="dimmed">
          {listed(row.failures.map(({ reason, count }) => `${reason}: ${tokens(count)}`))}
        </Text>
      )}
    </>
  );
}

type Latency = OverviewHealthFragment["wholeReply"];

/** The three percentiles, in milliseconds. */
function Times({ latency: { p50Ms, p95Ms, p99Ms } }: { latency: Latency }) {
  const { t } = useTranslation("adminOverview");
  if (p50Ms == null || p95Ms == null || p99Ms == null) return t("none");
  return <Text span fz="sm" style={{ whiteSpace: "nowrap" }}>{[p50Ms, p95Ms, p99Ms].map((time) => tokens(String(time))).join(" / ")}</Text>;
}

/** The same as a bar: 50, 95 and 99 of 100 replies. The numbers stand beside it. */
function Spread({ latency: { p50Ms, p95Ms, p99Ms }, slowest }: { latency: Latency; slowest: number }) {
  const width = (time?: number | null) => ((time ?? 0) / slowest) * BAR_PIXELS;
  return (
    <svg width={BAR_PIXELS} height={12} aria-hidden>
      <rect width={width(p99Ms)} height={12} rx={3} fill="var(--mantine-color-indigo-2)" />
      <rect width={width(p95Ms)} height={12} rx={3} fill="var(--mantine-color-indigo-4)" />
      <rect width={width(p50Ms)} height={12} rx={3} fill="var(--mantine-color-indigo-7)" />
    </svg>
  );
}
