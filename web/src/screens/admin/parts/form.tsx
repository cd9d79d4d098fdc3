import { Checkbox, Group, NativeSelect, TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { minorUnits, tokenCount } from "./money";

/** What stands in the fields of a form, as it was typed, and how a part of it is changed. */
export interface Form<Draft> {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
}

/** The names of a draft's fields that hold such a value. */
export type NameOf<Draft, Value> = { [Name in keyof Draft]-?: Draft[Name] extends Value ? Name : never }[keyof Draft] & string;

interface TextProps<Draft> extends Omit<TextInputProps, "form" | "name"> {
  form: Form<Draft>;
  name: NameOf<Draft, string>;
}

/** A field for a text. */
export function TextField<Draft>({ form, name, ...field }: TextProps<Draft>) {
  return (
    <TextInput
      maxLength={200}
      {...field}
      value={form.draft[name] as string}
      onChange={({ currentTarget }) => form.set(part(name, currentTarget.value))}
    />
  );
}

/** A field for a few characters, such as a count, beside others. */
export function ShortField<Draft>(field: TextProps<Draft>) {
  return <TextField required withAsterisk={false} flex="1 1 80px" maxLength={18} {...field} />;
}

/** Fields beside each other. */
export function FieldRow({ children }: { children: ReactNode }) {
  return (
    <Group gap="xs" align="flex-end">
      {children}
    </Group>
  );
}

/** A field for whole tokens; what was typed is shown with separators beneath, so that nobody is a nought out. */
export function TokensField<Draft>(field: TextProps<Draft>) {
  const { t } = useTranslation("admin");
  const typed = field.form.draft[field.name] as string;
  const count = tokenCount(typed);
  return (
    <TextField
      required
      inputMode="numeric"
      autoComplete="off"
      maxLength={24}
      description={count === null ? t("tokensHint") : t("tokensOf", { tokens: tokens(count) })}
      error={typed.trim() && count === null ? t("noTokens") : undefined}
      {...field}
    />
  );
}

/** A field for an amount of money, in the currency's large units: `12.50`. */
export function MoneyField<Draft>({ currency, ...field }: TextProps<Draft> & { currency: string }) {
  const { t } = useTranslation("admin");
  const typed = field.form.draft[field.name] as string;
  const wrong = typed.trim() !== "" && minorUnits(typed, currency) === null;
  return (
    <TextField
      required
      inputMode="decimal"
      autoComplete="off"
      maxLength={16}
      rightSection={currency}
      rightSectionWidth={52}
      error={wrong ? t("noMoney", { currency }) : undefined}
      {...field}
    />
  );
}

/** A field for a day of this device's zone. */
export function DayField<Draft>(field: TextProps<Draft>) {
  return <TextField type="date" flex="1 1 140px" {...field} />;
}

interface TickProps<Draft> {
  form: Form<Draft>;
  name: NameOf<Draft, boolean>;
  label: string;
}

/** Yes or no. */
export function TickField<Draft>({ form, name, label }: TickProps<Draft>) {
  return (
    <Checkbox
      label={label}
      checked={form.draft[name] as boolean}
      onChange={({ currentTarget }) => form.set(part(name, currentTarget.checked))}
    />
  );
}

interface ChoiceProps<Draft> {
  form: Form<Draft>;
  name: NameOf<Draft, string>;
  label: string;
  options: { value: string; label: string }[];
}

/** One of a few values; they are all that the field can hold. */
export function ChoiceField<Draft>({ form, name, label, options }: ChoiceProps<Draft>) {
  return (
    <NativeSelect
      label={label}
      data={options}
      value={form.draft[name] as string}
      onChange={({ currentTarget }) => form.set(part(name, currentTarget.value))}
    />
  );
}

/** What `set` takes to change one field. */
export function part<Draft>(name: string, value: unknown): Partial<Draft> {
  return { [name]: value } as Partial<Draft>;
}
