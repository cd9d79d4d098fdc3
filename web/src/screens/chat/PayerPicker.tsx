import { Select } from "@mantine/core";
import { IconUsers, IconWallet } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { choosePayer, type Team } from "./payers";

const OWN = "own";

/** Whose tokens pay: one's own, or a team's. There for whoever is in a team. */
export function PayerPicker({ teams, payer }: { teams: Team[]; payer: Team | null }) {
  const { t } = useTranslation("chat");
  if (teams.length === 0) return null;
  return (
    <Select
      size="xs"
      w="9rem"
      miw={0}
      aria-label={t("payer.label")}
      leftSection={payer ? <IconUsers size={14} /> : <IconWallet size={14} />}
      data={[{ value: OWN, label: t("payer.own") }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
      value={payer?.id ?? OWN}
      onChange={(value) => choosePayer(value === OWN ? null : value)}
      allowDeselect={false}
      withCheckIcon={false}
      comboboxProps={{ withinPortal: false, width: "15rem", position: "top-start" }}
    />
  );
}
