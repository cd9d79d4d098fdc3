from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class UpdatePlan(BaseModel):
    update_plan: Union[
        "UpdatePlanUpdatePlanCatalogEditStale",
        "UpdatePlanUpdatePlanOperationRefused",
        "UpdatePlanUpdatePlanPlanSaved",
    ] = Field(discriminator="typename__")


class UpdatePlanUpdatePlanCatalogEditStale(BaseModel):
    typename__: Literal["CatalogEditStale"] = Field(alias="__typename")
    current_version: int
    code: str
    message: str


class UpdatePlanUpdatePlanOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class UpdatePlanUpdatePlanPlanSaved(BaseModel):
    typename__: Literal["PlanSaved"] = Field(alias="__typename")
    plan: "UpdatePlanUpdatePlanPlanSavedPlan"


class UpdatePlanUpdatePlanPlanSavedPlan(BaseModel):
    id: str
    version: int


UpdatePlan.model_rebuild()
UpdatePlanUpdatePlanPlanSaved.model_rebuild()
