import { TextInput, type TextInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { minorUnits, tokenCount } from "./money";

interface Props extends Omit<TextInputProps, "onChange" | "value"> {
  value: string;
  onChange: (text: string) => void;
}

/** A field for whole tokens; what was typed is shown with separators beneath, so that nobody is a nought out. */
export function TokensInput({ value, onChange, ...field }: Props) {
  const { t } = useTranslation("admin");
  const count = tokenCount(value);
  return (
    <TextInput
      required
      {...field}
      inputMode="numeric"
      autoComplete="off"
      maxLength={24}
      value={value}
      description={field.description ?? (count === null ? t("tokensHint") : t("tokensOf", { tokens: tokens(count) }))}
      error={value.trim() && count === null ? t("noTokens") : undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** A field for an amount of money, in the currency's large units: `12.50`. */
export function MoneyInput({ value, onChange, currency, ...field }: Props & { currency: string }) {
  const { t } = useTranslation("admin");
  const wrong = value.trim() !== "" && minorUnits(value, currency) === null;
  return (
    <TextInput
      {...field}
      inputMode="decimal"
      autoComplete="off"
      maxLength={16}
      value={value}
      rightSection={currency}
      rightSectionWidth={52}
      error={wrong ? t("noMoney", { currency }) : undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
