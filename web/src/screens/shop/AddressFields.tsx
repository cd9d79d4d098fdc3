import { Group, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** By which the tax is worked out; nothing else is done with it. */
export interface Address {
  /** ISO 3166-1, two letters. */
  country: string;
  postalCode?: string | null;
  state?: string | null;
}

/** Whether a purchase is refused for want of the payer's address. */
export function asksForAddress(refusal: { code: string }): boolean {
  return refusal.code.startsWith("BILLING_ADDRESS_");
}

export function AddressFields({ address, onChange }: { address: Address; onChange: (address: Address) => void }) {
  const { t } = useTranslation("shop");
  return (
    <Group gap="xs" grow align="flex-start">
      <TextInput
        label={t("address.country")}
        placeholder="DE"
        autoComplete="country"
        maxLength={2}
        required
        value={address.country}
        onChange={(event) => onChange({ ...address, country: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label={t("address.postalCode")}
        autoComplete="postal-code"
        maxLength={20}
        value={address.postalCode ?? ""}
        onChange={(event) => onChange({ ...address, postalCode: event.currentTarget.value || null })}
      />
      <TextInput
        label={t("address.state")}
        autoComplete="address-level1"
        maxLength={100}
        value={address.state ?? ""}
        onChange={(event) => onChange({ ...address, state: event.currentTarget.value || null })}
      />
    </Group>
  );
}
