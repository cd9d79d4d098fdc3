import { Checkbox, Group, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "@/app/queries";
import { CreatePromoCodeDocument, UpdatePromoCodeDocument } from "@/gql/adminPromoCodes/graphql";
import { ActButton } from "../parts/ActButton";
import { dayOf, startOfDay } from "../parts/days";
import { DraftRows } from "../parts/DraftRows";
import { TokensInput } from "../parts/inputs";
import { minorUnits, tokenCount } from "../parts/money";
import { Short } from "./PackageFields";
import type { PromoCode } from "./PromoCodesPage";
import { wholeNumber } from "./packageDraft";

type Kind = PromoCode["kind"];

interface Limits {
  totalCap: string;
  perUserCap: string;
  /** Days of this device's zone, as date fields write them; "" for always. */
  firstDay: string;
  lastDay: string;
  packageIds: string;
  active: boolean;
}

const NEW_LIMITS: Limits = { totalCap: "", perUserCap: "1", firstDay: "", lastDay: "", packageIds: "", active: true };

/** What the API takes; null takes a limit away. Undefined where a field holds no number. */
function limitsInput({ totalCap, perUserCap, firstDay, lastDay, packageIds, active }: Limits) {
  const total = totalCap.trim() ? wholeNumber(totalCap) : null;
  const perUser = perUserCap.trim() ? wholeNumber(perUserCap) : null;
  if (total === undefined || perUser === undefined) return undefined;
  return {
    totalCap: total,
    perUserCap: perUser,
    startsAt: startOfDay(firstDay),
    endsAt: startOfDay(lastDay, 1),
    packageIds: packageIds.split(/[\s,]+/).filter(Boolean),
    active,
  };
}

export function NewPromoCode() {
  const { t } = useTranslation("adminPromoCodes");
  const create = useChange(CreatePromoCodeDocument);
  const [code, setCode] = useState("");
  const [kind, setKind] = useState<Kind>("PERCENT");
  const [percent, setPercent] = useState("");
  const [bonus, setBonus] = useState("");
  const [amounts, setAmounts] = useState([{ currency: "", amount: "" }]);
  const [limits, setLimits] = useState(NEW_LIMITS);
  const gives = givesOf(kind, percent, bonus, amounts);
  const allowed = limitsInput(limits);
  const input = gives && allowed && code.trim() ? { ...allowed, ...gives, code: code.trim() } : null;
  const kinds = (["PERCENT", "AMOUNT", "BONUS_TOKENS"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }));
  return (
    <ActButton
      label={t("newCode")}
      variant="filled"
      size="sm"
      withReason={false}
      ready={input !== null}
      onOpen={() => {
        setCode("");
        setLimits(NEW_LIMITS);
      }}
      run={async () => (await create.mutateAsync({ input: input! })).createPromoCode}
    >
      <TextInput
        label={t("code")}
        description={t("codeHint")}
        required
        maxLength={32}
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <SegmentedControl fullWidth aria-label={t("gives")} data={kinds} value={kind} onChange={(value) => setKind(value as Kind)} />
      {kind === "PERCENT" && <Short label={t("percent")} value={percent} onChange={setPercent} />}
      {kind === "BONUS_TOKENS" && <TokensInput label={t("bonus")} value={bonus} onChange={setBonus} />}
      {kind === "AMOUNT" && (
        <DraftRows legend={t("amounts")} rows={amounts} fresh={{ currency: "", amount: "" }} onChange={setAmounts}>
          {(row, change) => (
            <>
              <Short label={t("currency")} value={row.currency} onChange={(currency) => change({ currency })} />
              <Short label={t("amount")} value={row.amount} onChange={(amount) => change({ amount })} />
            </>
          )}
        </DraftRows>
      )}
      <LimitFields limits={limits} onChange={setLimits} />
    </ActButton>
  );
}

function givesOf(kind: Kind, percent: string, bonus: string, amounts: { currency: string; amount: string }[]) {
  if (kind === "PERCENT") {
    const share = wholeNumber(percent);
    return share === undefined ? null : { percent: share };
  }
  if (kind === "BONUS_TOKENS") {
    const bonusTokens = tokenCount(bonus);
    return bonusTokens === null ? null : { bonusTokens };
  }
  const parts = amounts.map(({ currency, amount }) => {
    const code = currency.trim().toUpperCase();
    return { currency: code, amount: minorUnits(amount, code) ?? "" };
  });
  return parts.length > 0 && parts.every(({ currency, amount }) => currency && amount) ? { amounts: parts } : null;
}

/** Limits can be changed; what a code gives cannot. */
export function EditPromoCode({ code }: { code: PromoCode }) {
  const { t } = useTranslation("adminPromoCodes");
  const update = useChange(UpdatePromoCodeDocument);
  const stored = limitsOf(code);
  const [limits, setLimits] = useState(stored);
  const input = limitsInput(limits);
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      ready={input !== undefined}
      onOpen={() => setLimits(stored)}
      run={async () => {
        // Days are left out where they were not touched: the code may begin or end within one.
        const { startsAt, endsAt, ...others } = input!;
        const days = {
          ...(limits.firstDay === stored.firstDay ? {} : { startsAt }),
          ...(limits.lastDay === stored.lastDay ? {} : { endsAt }),
        };
        return (await update.mutateAsync({ input: { code: code.name, ...others, ...days } })).updatePromoCode;
      }}
    >
      {t("editHint", { code: code.name })}
      <LimitFields limits={limits} onChange={setLimits} />
    </ActButton>
  );
}

function limitsOf(code: PromoCode): Limits {
  const text = (count: number | null | undefined) => (count == null ? "" : String(count));
  return {
    totalCap: text(code.totalCap),
    perUserCap: text(code.perUserCap),
    firstDay: code.startsAt ? dayOf(new Date(code.startsAt)) : "",
    lastDay: code.endsAt ? dayOf(new Date(Date.parse(code.endsAt) - 1)) : "",
    packageIds: code.packageIds.join(", "),
    active: code.active,
  };
}

function LimitFields({ limits, onChange }: { limits: Limits; onChange: (limits: Limits) => void }) {
  const { t } = useTranslation("adminPromoCodes");
  const set = (part: Partial<Limits>) => onChange({ ...limits, ...part });
  return (
    <>
      <Group gap="xs">
        <Short label={t("totalCap")} optional value={limits.totalCap} onChange={(totalCap) => set({ totalCap })} />
        <Short label={t("perUserCap")} optional value={limits.perUserCap} onChange={(perUserCap) => set({ perUserCap })} />
      </Group>
      <Group gap="xs" grow>
        <TextInput
          type="date"
          label={t("firstDay")}
          value={limits.firstDay}
          onChange={({ currentTarget }) => set({ firstDay: currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t("lastDay")}
          value={limits.lastDay}
          onChange={({ currentTarget }) => set({ lastDay: currentTarget.value })}
        />
      </Group>
      <TextInput
        label={t("packages")}
        description={t("packagesHint")}
        value={limits.packageIds}
        onChange={({ currentTarget }) => set({ packageIds: currentTarget.value })}
      />
      <Checkbox
        label={t("active")}
        checked={limits.active}
        onChange={({ currentTarget }) => set({ active: currentTarget.checked })}
      />
    </>
  );
}
