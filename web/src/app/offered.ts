import type { ClientSettingsQuery } from "@/gql/app/graphql";

type Feature = ClientSettingsQuery["clientSettings"]["features"][number];

/**
 * What servers lack that have a feature switched off (FEATURES_OFF), as it begins lines of documents that are sent all the same.
 * Documents that are of a feature as a whole are not sent without it.
 */
const OF_FEATURES: Partial<Record<Feature, string[]>> = {
  ATTACHMENTS: ["attachments", "attachmentsLeftOut", "... on AttachmentRefused"],
  GIFTS: ["gift"],
  PROMO_CODES: ["promoCode", "... on PromoCodeRefused"],
  REFERRALS: ["referralCode"],
  SOCIAL_LOGIN: ["linkedProviders"],
  TEAMS: ["teamId"],
};

let missing = new Set<string>();

/** The server has these features, and no others. */
export function setOffered(features: readonly Feature[]): void {
  const off = (Object.keys(OF_FEATURES) as Feature[]).filter((feature) => !features.includes(feature));
  missing = new Set(off.flatMap((feature) => OF_FEATURES[feature]!));
}

/** A document without what the server lacks, and without what stands below that. Its lines are as the generator writes them: a field each. */
export function asOffered(document: string): string {
  if (missing.size === 0) return document;
  const kept: string[] = [];
  let end: string | null = null; // of the block that is left out
  for (const line of document.split("\n")) {
    const [, indent, field, opens] = /^( *)(.*?)( \{)?$/.exec(line)!;
    if (end !== null) {
      if (line === end) end = null;
    } else if (!missing.has(field!)) kept.push(line);
    else if (opens) end = `${indent}}`;
  }
  return kept.join("\n");
}
