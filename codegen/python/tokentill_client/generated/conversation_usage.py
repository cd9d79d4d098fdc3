from .base_model import BaseModel


class ConversationUsage(BaseModel):
    conversation_usage: "ConversationUsageConversationUsage"


class ConversationUsageConversationUsage(BaseModel):
    conversation_id: str
    requests: int
    input_tokens: int
    output_tokens: int
    tokens: int
    cost: int


ConversationUsage.model_rebuild()
