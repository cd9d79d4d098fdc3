from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class CreateBillingPortalSession(BaseModel):
    create_billing_portal_session: Union[
        "CreateBillingPortalSessionCreateBillingPortalSessionBillingPortalSession",
        "CreateBillingPortalSessionCreateBillingPortalSessionOperationRefused",
        "CreateBillingPortalSessionCreateBillingPortalSessionSubscriptionRefused",
    ] = Field(discriminator="typename__")


class CreateBillingPortalSessionCreateBillingPortalSessionBillingPortalSession(
    BaseModel
):
    typename__: Literal["BillingPortalSession"] = Field(alias="__typename")
    url: str


class CreateBillingPortalSessionCreateBillingPortalSessionOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class CreateBillingPortalSessionCreateBillingPortalSessionSubscriptionRefused(
    BaseModel
):
    typename__: Literal["SubscriptionRefused"] = Field(alias="__typename")
    gateway_code: str
    code: str
    message: str
    retryable: bool


CreateBillingPortalSession.model_rebuild()
