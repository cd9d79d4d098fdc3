from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class Estimate(BaseModel):
    estimate: Union[
        "EstimateEstimateAttachmentRefused",
        "EstimateEstimateChatEstimate",
        "EstimateEstimateModelTakesNoImages",
        "EstimateEstimateOperationRefused",
    ] = Field(discriminator="typename__")


class EstimateEstimateAttachmentRefused(BaseModel):
    typename__: Literal["AttachmentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class EstimateEstimateChatEstimate(BaseModel):
    typename__: Literal["ChatEstimate"] = Field(alias="__typename")
    model_id: str
    input_tokens: int
    images: int
    image_tokens: int
    output_tokens: int
    required: int
    available: int
    affordable: bool
    shortened: bool
    refusal: Optional[str]
    pricing: "EstimateEstimateChatEstimatePricing"


class EstimateEstimateChatEstimatePricing(BaseModel):
    input: int
    output: int
    cache_read: int
    cache_write: int
    reasoning: int
    image: int
    version: str


class EstimateEstimateModelTakesNoImages(BaseModel):
    typename__: Literal["ModelTakesNoImages"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class EstimateEstimateOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


Estimate.model_rebuild()
EstimateEstimateChatEstimate.model_rebuild()
