from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class CreatePlan(BaseModel):
    create_plan: Union[
        "CreatePlanCreatePlanCatalogEditStale",
        "CreatePlanCreatePlanOperationRefused",
        "CreatePlanCreatePlanPlanSaved",
    ] = Field(discriminator="typename__")


class CreatePlanCreatePlanCatalogEditStale(BaseModel):
    typename__: Literal["CatalogEditStale"] = Field(alias="__typename")
    code: str
    message: str


class CreatePlanCreatePlanOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class CreatePlanCreatePlanPlanSaved(BaseModel):
    typename__: Literal["PlanSaved"] = Field(alias="__typename")
    plan: "CreatePlanCreatePlanPlanSavedPlan"


class CreatePlanCreatePlanPlanSavedPlan(BaseModel):
    id: str
    version: int


CreatePlan.model_rebuild()
CreatePlanCreatePlanPlanSaved.model_rebuild()
