from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import MessageReviewState


class ReviewMessage(BaseModel):
    review_message: Union[
        "ReviewMessageReviewMessageMessageReviewed",
        "ReviewMessageReviewMessageOperationRefused",
    ] = Field(discriminator="typename__")


class ReviewMessageReviewMessageMessageReviewed(BaseModel):
    typename__: Literal["MessageReviewed"] = Field(alias="__typename")
    reviewed: "ReviewMessageReviewMessageMessageReviewedReviewed"


class ReviewMessageReviewMessageMessageReviewedReviewed(BaseModel):
    message_id: str
    state: MessageReviewState
    content: str
    flag_count: int
    decided_at: Optional[datetime]


class ReviewMessageReviewMessageOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


ReviewMessage.model_rebuild()
ReviewMessageReviewMessageMessageReviewed.model_rebuild()
