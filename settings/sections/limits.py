"""How large a request may be."""

from pydantic import BaseModel, Field

__all__ = ["LimitSettings"]


class LimitSettings(BaseModel):
    """Limits of a request."""

    max_body_bytes: int = Field(1_048_576, ge=1_024, le=104_857_600, description="Largest request body.")
    max_query_characters: int = Field(15_000, ge=100, le=1_000_000, description="Longest GraphQL document.")
    max_query_tokens: int = Field(1_000, ge=10, le=100_000, description="Most lexical tokens of a GraphQL document.")
    max_query_depth: int = Field(12, ge=3, le=100, description="Deepest selection.")
    max_query_aliases: int = Field(15, ge=1, le=1_000, description="Most aliases in a document, fragments expanded.")
    max_query_cost: int = Field(
        5_000, ge=10, le=10_000_000, description="Highest cost of an operation, by the schema's @cost and @listSize."
    )
    max_answer_seconds: float = Field(
        9.5,
        ge=0.5,
        le=60,
        description="Seconds in which queries and mutations are answered, if need be with TIMEOUT. Models have theirs "
        "(CHAT_TIMEOUT_SECONDS).",
    )
    max_page_size: int = Field(100, ge=1, le=1_000, description="Largest `first` of a connection.")
