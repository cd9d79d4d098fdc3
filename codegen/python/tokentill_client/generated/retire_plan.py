from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RetirePlan(BaseModel):
    retire_plan: Union[
        "RetirePlanRetirePlanCatalogEditStale",
        "RetirePlanRetirePlanOperationRefused",
        "RetirePlanRetirePlanPlanSaved",
    ] = Field(discriminator="typename__")


class RetirePlanRetirePlanCatalogEditStale(BaseModel):
    typename__: Literal["CatalogEditStale"] = Field(alias="__typename")
    current_version: int
    code: str
    message: str


class RetirePlanRetirePlanOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class RetirePlanRetirePlanPlanSaved(BaseModel):
    typename__: Literal["PlanSaved"] = Field(alias="__typename")
    plan: "RetirePlanRetirePlanPlanSavedPlan"


class RetirePlanRetirePlanPlanSavedPlan(BaseModel):
    id: str
    version: int
    retired: bool


RetirePlan.model_rebuild()
RetirePlanRetirePlanPlanSaved.model_rebuild()
