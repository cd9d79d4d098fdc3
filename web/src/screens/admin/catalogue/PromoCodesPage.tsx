import { useTranslation } from "react-i18next";
import { dateTime, listed, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { AdminPromoCodesDocument, type AdminPromoCodesQuery } from "@/gql/adminPromoCodes/graphql";
import { Page } from "@/ui/Page";
import { List } from "../parts/List";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { EditPromoCode, NewPromoCode } from "./PromoCodeActs";

const PAGE_ROWS = 50;

export type PromoCode = AdminPromoCodesQuery["promoCodes"]["edges"][number]["node"];

/** Every promo code, and how often it is used. */
export default function PromoCodesPage() {
  const { t } = useTranslation(["adminPromoCodes", "adminCatalogue", "admin"]);
  const codes = useAskPages(
    AdminPromoCodesDocument,
    { first: PAGE_ROWS, language: spokenLanguage() },
    (result) => result.promoCodes,
  );
  const time = (moment: string | null | undefined) => (moment ? dateTime(moment) : t("always"));
  return (
    <Page title={t("title")} size="xl" actions={<NewPromoCode />}>
      <List
        label={t("title")}
        empty={t("nothing")}
        pages={codes}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t("code"),
            cell: ({ name, packageIds, active }) => (
              <Titled name={name} id={listed(packageIds) || t("allPackages")}>
                {!active && <State value="DISABLED" />}
              </Titled>
            ),
          },
          { title: t("gives"), cell: (code) => <Gives code={code} /> },
          {
            title: t("redeemed"),
            numeric: true,
            cell: ({ redeemed, totalCap }) =>
              t("redeemedOf", { redeemed: tokens(redeemed), cap: totalCap == null ? t("anyNumber") : tokens(String(totalCap)) }),
          },
          { title: t("perUser"), numeric: true, cell: ({ perUserCap }) => perUserCap ?? t("anyNumber") },
          { title: t("from"), cell: ({ startsAt }) => time(startsAt) },
          { title: t("to"), cell: ({ endsAt }) => time(endsAt) },
        ]}
        acts={(code) => <EditPromoCode code={code} />}
      />
    </Page>
  );
}

function Gives({ code }: { code: PromoCode }) {
  const { t } = useTranslation("adminPromoCodes");
  if (code.kind === "PERCENT") return t("percentOff", { percent: code.percent });
  if (code.kind === "BONUS_TOKENS") return t("bonusOf", { tokens: tokens(code.bonusTokens ?? "0") });
  return listed(code.amounts.map(({ formatted }) => t("amountOff", { amount: formatted })));
}
