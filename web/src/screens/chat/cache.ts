import type { InfiniteData, Query } from "@tanstack/react-query";
import { keyOf, queries } from "@/app/queries";
import { type FragmentType, readFragment } from "@/gql/chat/fragment-masking";
import {
  ChatConversationsDocument,
  type ChatConversationsQuery,
  ChatMessagesDocument,
  ChatMessagePartsFragmentDoc,
  type ChatMessagesQuery,
  ConversationPartsFragmentDoc,
} from "@/gql/chat/graphql";
import { ChatSharesDocument } from "@/gql/chatSharing/graphql";

type SomeConversation = FragmentType<typeof ConversationPartsFragmentDoc>;
type Conversations = InfiniteData<ChatConversationsQuery>;
type Messages = InfiniteData<ChatMessagesQuery>;

/** Ask for the messages of a conversation again, where they are shown. */
export function askMessagesAgain(conversationId: string): Promise<void> {
  return queries.invalidateQueries({ predicate: isMessagesOf(conversationId) });
}

/** Ask for the list of conversations again. */
export function askConversationsAgain(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [String(ChatConversationsDocument)] });
}

/** Ask for all that the chat shows again. */
export function askAllAgain(): void {
  void askConversationsAgain();
  void queries.invalidateQueries({ queryKey: keyOf(ChatMessagesDocument) });
  void queries.invalidateQueries({ queryKey: keyOf(ChatSharesDocument) });
}

/** Ask anew with whom a conversation is shared, where that is shown. */
export function askSharesAgain(conversationId: string): void {
  void queries.invalidateQueries({ queryKey: keyOf(ChatSharesDocument, { conversation: conversationId }) });
}

/** A conversation as it is now, wherever it is shown. The last used stands first in the list. */
export function putConversation(conversation: SomeConversation): void {
  const { id } = readFragment(ConversationPartsFragmentDoc, conversation);
  queries.setQueriesData<Messages>({ predicate: isMessagesOf(id) }, (data) =>
    data && { ...data, pages: data.pages.map((page) => ({ ...page, conversation })) },
  );
  queries.setQueriesData<Conversations>({ predicate: isWholeList }, (data) => data && { ...data, pages: listWith(data.pages, conversation) });
}

export function removeConversation(conversationId: string): void {
  queries.setQueriesData<Conversations>({ queryKey: [String(ChatConversationsDocument)] }, (data) =>
    data && { ...data, pages: data.pages.map((page) => without(page, conversationId)) },
  );
}

/** Whether a message is in the cache. */
export function isKnown(conversationId: string, messageId: string): boolean {
  const found = queries.getQueriesData<Messages>({ predicate: isMessagesOf(conversationId) });
  const edges = found.flatMap(([, data]) => data?.pages ?? []).flatMap((page) => page.messages.edges);
  return edges.some(({ node }) => readFragment(ChatMessagePartsFragmentDoc, node).id === messageId);
}

function listWith(pages: ChatConversationsQuery[], conversation: SomeConversation): ChatConversationsQuery[] {
  const { id } = readFragment(ConversationPartsFragmentDoc, conversation);
  const edges = [...pages.flatMap((page) => without(page, id).conversations.edges), { node: conversation }];
  edges.sort((left, right) => usedAt(right.node) - usedAt(left.node));
  const last = pages.at(-1)!;
  return pages.map((page) => {
    const length = page === last ? edges.length : page.conversations.edges.length;
    return { ...page, conversations: { ...page.conversations, edges: edges.splice(0, length) } };
  });
}

function without(page: ChatConversationsQuery, id: string): ChatConversationsQuery {
  const edges = page.conversations.edges.filter(({ node }) => readFragment(ConversationPartsFragmentDoc, node).id !== id);
  return { ...page, conversations: { ...page.conversations, edges } };
}

function usedAt(conversation: SomeConversation): number {
  return Date.parse(readFragment(ConversationPartsFragmentDoc, conversation).lastMessageAt);
}

function isMessagesOf(conversationId: string): (query: Query) => boolean {
  return ({ queryKey: [document, variables] }) =>
    document === String(ChatMessagesDocument) && (variables as { conversation?: string }).conversation === conversationId;
}

/** Not what a search found. */
function isWholeList({ queryKey: [document, variables] }: Query): boolean {
  return document === String(ChatConversationsDocument) && !(variables as { search?: string | null }).search;
}
