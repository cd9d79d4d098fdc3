from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RestorePlan(BaseModel):
    restore_plan: Union[
        "RestorePlanRestorePlanCatalogEditStale",
        "RestorePlanRestorePlanOperationRefused",
        "RestorePlanRestorePlanPlanSaved",
    ] = Field(discriminator="typename__")


class RestorePlanRestorePlanCatalogEditStale(BaseModel):
    typename__: Literal["CatalogEditStale"] = Field(alias="__typename")
    current_version: int
    code: str
    message: str


class RestorePlanRestorePlanOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class RestorePlanRestorePlanPlanSaved(BaseModel):
    typename__: Literal["PlanSaved"] = Field(alias="__typename")
    plan: "RestorePlanRestorePlanPlanSavedPlan"


class RestorePlanRestorePlanPlanSavedPlan(BaseModel):
    id: str
    version: int
    retired: bool


RestorePlan.model_rebuild()
RestorePlanRestorePlanPlanSaved.model_rebuild()
