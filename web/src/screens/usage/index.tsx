import { Group, SegmentedControl, Select, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import { UsageSummaryDocument } from "@/gql/usage/graphql";
import { Asked } from "@/ui/Asked";
import { Page } from "@/ui/Page";
import { Charges } from "./Charges";
import { ExportMenu } from "./ExportMenu";
import { RANGES, type RangeName, rangeOf } from "./range";
import { Summary } from "./Summary";

/** Where tokens went: sums, by day and model, and every charge. */
export default function UsageScreen() {
  const { t } = useTranslation("usage");
  const { has } = useSession();
  const [name, setName] = useState<RangeName>("month");
  const [modelId, setModel] = useState<string | null>(null);
  const range = useMemo(() => rangeOf(name, new Date()), [name]);
  const asked = { from: range.from, to: range.to, modelId };
  const stats = useAsk(UsageSummaryDocument, { ...asked, bucket: range.bucket, timezone: range.timezone });
  const models = useModels(range);
  return (
    <Page title={t("title")} description={t("description")} actions={has("USAGE_EXPORTS") && <ExportMenu filter={asked} />} size="xl">
      <Group>
        <SegmentedControl
          aria-label={t("range.label")}
          value={name}
          onChange={(value) => setName(value as RangeName)}
          data={RANGES.map((each) => ({ value: each, label: t(`range.${each}`) }))}
        />
        <Select
          aria-label={t("model")}
          placeholder={t("allModels")}
          clearable
          clearButtonProps={{ "aria-label": t("allModels") }}
          value={modelId}
          onChange={setModel}
          data={models}
        />
      </Group>
      <Stack gap="lg">
        <Asked query={stats} lines={8}>
          {({ usageStats }) => <Summary stats={usageStats} range={range} />}
        </Asked>
        <Charges filter={asked} />
      </Stack>
    </Page>
  );
}

/** The models that were used in this range, whichever is chosen. */
function useModels(range: ReturnType<typeof rangeOf>): string[] {
  const { data } = useAsk(UsageSummaryDocument, { ...range, modelId: null });
  return (data?.usageStats.byModel ?? []).flatMap((each) => each.modelId ?? []);
}
