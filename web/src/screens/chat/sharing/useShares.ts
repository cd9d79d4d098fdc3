import { INDEPENDENT, useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import type { ConversationPartsFragment } from "@/gql/chat/graphql";
import { readFragment } from "@/gql/chatSharing/fragment-masking";
import { ChatSharesDocument, type SharePartsFragment, SharePartsFragmentDoc } from "@/gql/chatSharing/graphql";

/** Whether one may share what one owns: guests reach nobody. */
export function useMayShare(): boolean {
  const { isGuest, has } = useSession();
  return has("SHARING") && !isGuest;
}

/** Who else has access to a conversation, and its open invitations. Its owner alone is told. */
export function useShares(conversation: ConversationPartsFragment | null): SharePartsFragment[] {
  const mayShare = useMayShare();
  const { data, isPlaceholderData } = useAsk(
    ChatSharesDocument,
    { conversation: conversation?.id ?? "" },
    { enabled: mayShare && conversation?.access === "OWN", meta: INDEPENDENT },
  );
  const shares = isPlaceholderData || conversation?.access !== "OWN" ? [] : (data?.conversation.shares ?? []);
  return shares.map((share) => readFragment(SharePartsFragmentDoc, share));
}
