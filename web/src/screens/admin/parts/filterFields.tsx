import { Group, Paper, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filters } from "./useFilters";

const PAUSE_MS = 350;

/** The filters above a list. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <Paper withBorder p="sm">
      <Group gap="sm" align="flex-end">
        {children}
      </Group>
    </Paper>
  );
}

interface TextFilterProps {
  filters: Filters;
  name: string;
  label: string;
  placeholder?: string;
  wide?: boolean;
}

/** A text to narrow a list by; it counts when typing pauses. */
export function TextFilter({ filters, name, label, placeholder, wide = false }: TextFilterProps) {
  const set = filters.get(name);
  const [text, setText] = useState(set);
  useEffect(() => setText((typed) => (typed.trim() === set ? typed : set)), [set]); // a link may have changed the address
  const apply = useDebouncedCallback((value: string) => filters.set({ [name]: value.trim() }), PAUSE_MS);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      size="sm"
      flex={wide ? "1 1 220px" : "1 1 130px"}
      maw={wide ? undefined : { sm: 180 }}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        apply(value);
      }}
    />
  );
}

interface ChoiceFilterProps<Value extends string> {
  filters: Filters;
  name: string;
  label: string;
  values: readonly Value[];
  /** What a value is called. */
  called: (value: Value) => string;
  /** What holds while nothing is chosen; without it, everything. */
  usual?: Value;
}

/** One of a few values to narrow a list by, or all. */
export function ChoiceFilter<Value extends string>({ filters, name, label, values, called, usual }: ChoiceFilterProps<Value>) {
  const { t } = useTranslation("admin");
  const all = usual === undefined ? [{ value: "", label: t("all") }] : [];
  return (
    <Select
      label={label}
      size="sm"
      flex="1 1 130px"
      maw={{ sm: 180 }}
      data={[...all, ...values.map((value) => ({ value, label: called(value) }))]}
      value={filters.get(name) || (usual ?? "")}
      allowDeselect={false}
      onChange={(value) => filters.set({ [name]: value === usual ? null : value })}
    />
  );
}

/** The days `from` and `to` of this device's zone to narrow a list by. */
export function DayFilters({ filters, from, to }: { filters: Filters; from?: string; to?: string }) {
  const { t } = useTranslation("admin");
  return (
    <>
      {([["from", from ?? t("fromDay")], ["to", to ?? t("toDay")]] as const).map(([name, label]) => (
        <TextInput
          key={name}
          type="date"
          label={label}
          size="sm"
          flex="1 1 130px"
          maw={{ sm: 180 }}
          value={filters.get(name)}
          onChange={({ currentTarget: { value } }) => filters.set({ [name]: value })}
        />
      ))}
    </>
  );
}
