import { hasFeature } from "@/app/session";
import {
  ChatEstimateDocument,
  ChatEstimateWithImagesDocument,
  ChatMessagesAndImagesDocument,
  ChatMessagesDocument,
  ChatReplyAgainDocument,
  ChatReplyAgainWithImagesDocument,
  ChatReplyDocument,
  ChatReplyWithImagesDocument,
} from "@/gql/chat/graphql";

/** Servers that take no images (FEATURES_OFF) refuse documents that name them. What only those with images bring is missing then. */
function byImages<Full>(withImages: Full, without: unknown): Full {
  return hasFeature("ATTACHMENTS") ? withImages : (without as Full);
}

export const messagesDocument = () => byImages(ChatMessagesAndImagesDocument, ChatMessagesDocument);
export const estimateDocument = () => byImages(ChatEstimateWithImagesDocument, ChatEstimateDocument);
export const replyDocument = () => byImages(ChatReplyWithImagesDocument, ChatReplyDocument);
export const replyAgainDocument = () => byImages(ChatReplyAgainWithImagesDocument, ChatReplyAgainDocument);
