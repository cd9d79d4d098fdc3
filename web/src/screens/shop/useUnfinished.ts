import { spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { UnfinishedPaymentsDocument, type UnfinishedPaymentsQuery } from "@/gql/shop/graphql";

export type Unfinished = UnfinishedPaymentsQuery["purchases"]["edges"][number]["node"];

/** Payments that were begun and left, in this tab or any other: the server knows them, this page keeps nothing. */
export function useUnfinished(): Unfinished[] {
  const { data } = useAsk(UnfinishedPaymentsDocument, { language: spokenLanguage() });
  return (data?.purchases.edges ?? []).map(({ node }) => node).filter(({ resumable, status }) => resumable || status === "PROCESSING");
}
