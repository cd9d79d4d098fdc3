import { useTranslation } from "react-i18next";
import { timeLabel } from "@/app/formats";
import { readFragment } from "@/gql/adminOverview/fragment-masking";
import { type AdminOverviewQuery, OverviewRepliesFragmentDoc } from "@/gql/adminOverview/graphql";
import { Chart } from "./Chart";
import { partsOf, type Range } from "./range";

type Part = AdminOverviewQuery["overview"]["series"][number];

const KINDS = ["succeeded", "failed", "refused"] as const;

/** Replies, tokens and new users over time. */
export function Charts({ series, range }: { series: Part[]; range: Range }) {
  const { t } = useTranslation("adminOverview");
  const found = new Map(series.map((part) => [Date.parse(part.start), part]));
  const barsOf = (valuesOf: (part: Part | undefined) => (string | number | undefined)[]) =>
    partsOf(range).map((start) => ({
      key: String(start),
      label: timeLabel(new Date(start), range.bucket),
      values: valuesOf(found.get(start)).map((value) => BigInt(value ?? 0)),
    }));
  const replies = (part?: Part) => readFragment(OverviewRepliesFragmentDoc, part?.replies);
  return (
    <>
      <Chart
        title={t("replies")}
        bars={barsOf((part) => KINDS.map((kind) => replies(part)?.[kind]))}
        series={KINDS.map((kind) => t(kind))}
        colors={["indigo", "red", "gray"]}
      />
      <Chart title={t("charged")} bars={barsOf((part) => [part?.replies.cost])} series={[t("charged")]} colors={["teal"]} />
      <Chart title={t("newUsers")} bars={barsOf((part) => [part?.newUsers])} series={[t("newUsers")]} colors={["orange"]} />
    </>
  );
}
