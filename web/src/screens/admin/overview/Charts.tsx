import { useTranslation } from "react-i18next";
import { date, dateTime, shortTokens, tokens } from "@/app/formats";
import { readFragment } from "@/gql/adminOverview/fragment-masking";
import { type AdminOverviewQuery, OverviewRepliesFragmentDoc } from "@/gql/adminOverview/graphql";
import { Bars } from "../parts/Bars";
import { partsOf, type Range } from "./range";

interface Props {
  series: AdminOverviewQuery["overview"]["series"];
  range: Range;
}

/** Replies, tokens and new users over time. Numbers are only drawn here, so 53 bits are enough for them. */
export function Charts({ series, range }: Props) {
  const { t } = useTranslation("adminOverview");
  const found = new Map(series.map((part) => [Date.parse(part.start), part]));
  const parts = partsOf(range).map((start) => ({ start: new Date(start).toISOString(), part: found.get(start) }));
  const names = parts.map(({ start }) => (range.bucket === "HOUR" ? dateTime(start) : date(start)));
  const replies = (kind: "succeeded" | "failed" | "refused") =>
    parts.map(({ part }) => Number(readFragment(OverviewRepliesFragmentDoc, part?.replies)?.[kind] ?? 0));
  const whole = (value: number) => tokens(BigInt(value));
  return (
    <>
      <Bars
        title={t("replies")}
        parts={names}
        format={whole}
        series={[
          { name: t("succeeded"), color: "indigo-5", values: replies("succeeded") },
          { name: t("failed"), color: "red-6", values: replies("failed") },
          { name: t("refused"), color: "gray-6", values: replies("refused") },
        ]}
      />
      <Bars
        title={t("charged")}
        parts={names}
        format={(value) => shortTokens(BigInt(value))}
        series={[{ name: t("charged"), color: "teal-6", values: parts.map(({ part }) => Number(part?.replies.cost ?? 0)) }]}
      />
      <Bars
        title={t("newUsers")}
        parts={names}
        format={whole}
        series={[{ name: t("newUsers"), color: "orange-6", values: parts.map(({ part }) => part?.newUsers ?? 0) }]}
      />
    </>
  );
}
