from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class SetLowBalanceNotice(BaseModel):
    set_low_balance_notice: Union[
        "SetLowBalanceNoticeSetLowBalanceNoticeLowBalanceSettingsSaved",
        "SetLowBalanceNoticeSetLowBalanceNoticeOperationRefused",
    ] = Field(discriminator="typename__")


class SetLowBalanceNoticeSetLowBalanceNoticeLowBalanceSettingsSaved(BaseModel):
    typename__: Literal["LowBalanceSettingsSaved"] = Field(alias="__typename")
    settings: "SetLowBalanceNoticeSetLowBalanceNoticeLowBalanceSettingsSavedSettings"


class SetLowBalanceNoticeSetLowBalanceNoticeLowBalanceSettingsSavedSettings(BaseModel):
    threshold_tokens: int
    is_default: bool
    by_mail: bool
    low: bool


class SetLowBalanceNoticeSetLowBalanceNoticeOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


SetLowBalanceNotice.model_rebuild()
SetLowBalanceNoticeSetLowBalanceNoticeLowBalanceSettingsSaved.model_rebuild()
