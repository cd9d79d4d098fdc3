import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_PACKAGES } from "./useChoice";

/** How many. While something else is typed, the last number that can be bought holds. A number field of Mantine's is 8 kB. */
export function Quantity({ value, onChange }: { value: number; onChange: (quantity: number) => void }) {
  const { t } = useTranslation("shop");
  const [typed, setTyped] = useState(String(value));
  const change = (text: string) => {
    setTyped(text);
    const quantity = Number(text);
    if (Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST_PACKAGES) onChange(quantity);
  };
  return (
    <TextInput
      label={t("quantity")}
      type="number"
      inputMode="numeric"
      min={1}
      max={MOST_PACKAGES}
      step={1}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => setTyped(String(value))}
    />
  );
}
