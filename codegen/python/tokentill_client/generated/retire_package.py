from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RetirePackage(BaseModel):
    retire_package: Union[
        "RetirePackageRetirePackageCatalogEditStale",
        "RetirePackageRetirePackageOperationRefused",
        "RetirePackageRetirePackagePackageSaved",
    ] = Field(discriminator="typename__")


class RetirePackageRetirePackageCatalogEditStale(BaseModel):
    typename__: Literal["CatalogEditStale"] = Field(alias="__typename")
    current_version: int
    code: str
    message: str


class RetirePackageRetirePackageOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class RetirePackageRetirePackagePackageSaved(BaseModel):
    typename__: Literal["PackageSaved"] = Field(alias="__typename")
    package: "RetirePackageRetirePackagePackageSavedPackage"


class RetirePackageRetirePackagePackageSavedPackage(BaseModel):
    id: str
    version: int
    retired: bool


RetirePackage.model_rebuild()
RetirePackageRetirePackagePackageSaved.model_rebuild()
