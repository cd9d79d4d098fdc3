import { Group, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dayOf } from "../parts/days";
import type { Filters } from "../parts/useFilters";
import { RANGES } from "./range";

/** Which time the overview is of. */
export function RangePicker({ filters }: { filters: Filters }) {
  const { t } = useTranslation("adminOverview");
  const range = filters.oneOf("range", RANGES) ?? "week";
  const today = dayOf(new Date());
  return (
    <Group gap="xs" align="flex-end">
      <Select
        aria-label={t("range")}
        w={170}
        data={RANGES.map((value) => ({ value, label: t(`ranges.${value}`) }))}
        value={range}
        allowDeselect={false}
        onChange={(value) => filters.set({ range: value, from: null, to: null })}
      />
      {range === "custom" &&
        (["from", "to"] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            aria-label={t(end)}
            max={today}
            value={filters.get(end) || today}
            onChange={({ currentTarget: { value } }) => filters.set({ [end]: value })}
          />
        ))}
    </Group>
  );
}
