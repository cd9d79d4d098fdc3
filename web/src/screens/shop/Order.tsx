import { Button, Paper, Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { Link, useLocation, useSearch } from "wouter";
import { spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import { type PaymentMethod, ShopMethodsDocument, ShopQuoteDocument } from "@/gql/shop/graphql";
import { Asked } from "@/ui/Asked";
import { Refused } from "@/ui/Failure";
import { Methods } from "./Methods";
import type { Package } from "./PackageCards";
import { PayButton } from "./PayButton";
import { PromoCode } from "./PromoCode";
import { Quantity } from "./Quantity";
import { Total } from "./Total";
import type { Choice } from "./useChoice";

interface Props {
  pack: Package;
  choice: Choice;
  choose: (change: Partial<Choice>) => void;
}

/** How many, how to pay, with which code, and what that costs. */
export function Order({ pack, choice, choose }: Props) {
  const { t } = useTranslation(["shop", "payments"]);
  const { user, isGuest } = useSession();
  const methods = useAsk(ShopMethodsDocument, { packageId: pack.id, currency: choice.currency });
  const usable = (methods.data?.paymentMethods ?? []).filter(({ available }) => available).map(({ method }) => method);
  const method = usable.find((each) => each === choice.method) ?? usable[0] ?? null;
  return (
    <Paper withBorder p="lg" component="section" aria-label={t("order")}>
      <Stack>
        <Quantity value={choice.quantity} onChange={(quantity) => choose({ quantity })} />
        <Asked query={methods} lines={6}>
          {({ paymentMethods }) => <Methods methods={paymentMethods} chosen={method} onChoose={(each) => choose({ method: each })} />}
        </Asked>
        {user && !isGuest ? method && <Priced pack={pack} choice={choice} choose={choose} method={method} /> : <SignInFirst />}
      </Stack>
    </Paper>
  );
}

function Priced({ pack, choice, choose, method }: Props & { method: PaymentMethod }) {
  const { has } = useSession();
  const { quantity, currency, promoCode, teamId } = choice;
  // What is switched off may not even be null.
  const asked = { packageId: pack.id, quantity, paymentMethod: method, currency, ...(promoCode ? { promoCode } : {}) };
  const query = useAsk(ShopQuoteDocument, { input: asked, language: spokenLanguage() });
  const quote = query.data?.priceQuote;
  const refusal = quote && isUserError(quote) ? quote : null;
  const aboutCode = refusal?.__typename === "PromoCodeRefused" && !query.isPlaceholderData;
  const purchase = { ...asked, ...(teamId ? { teamId } : {}) };
  return (
    <>
      {has("PROMO_CODES") && (
        <PromoCode applied={promoCode} refusal={aboutCode ? refusal.message : null} onApply={(code) => choose({ promoCode: code })} />
      )}
      <Asked query={query} lines={3}>
        {({ priceQuote }) =>
          isUserError(priceQuote) ? !aboutCode && <Refused refusal={priceQuote} /> : <Total quote={priceQuote} />
        }
      </Asked>
      {quote && !isUserError(quote) ? (
        <PayButton purchase={purchase} amount={quote.amount.formatted} waiting={query.isPlaceholderData} />
      ) : (
        !refusal && <Skeleton height={42} />
      )}
    </>
  );
}

/** The choice stands in the address that is come back to. */
function SignInFirst() {
  const { t } = useTranslation("shop");
  const { isGuest, settings } = useSession();
  const [path] = useLocation();
  const search = useSearch();
  const then = encodeURIComponent(search ? `${path}?${search}` : path);
  return (
    <Stack gap="xs">
      {!isGuest && (
        <Button component={Link} href={`/sign-in?then=${then}`} size="md">
          {t("signIn")}
        </Button>
      )}
      {settings.registrationOpen && (
        <Button component={Link} href={`/sign-up?then=${then}`} size="md" variant={isGuest ? "filled" : "default"}>
          {t("signUp")}
        </Button>
      )}
    </Stack>
  );
}
