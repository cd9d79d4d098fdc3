from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class UpdatePackage(BaseModel):
    update_package: Union[
        "UpdatePackageUpdatePackageCatalogEditStale",
        "UpdatePackageUpdatePackageOperationRefused",
        "UpdatePackageUpdatePackagePackageSaved",
    ] = Field(discriminator="typename__")


class UpdatePackageUpdatePackageCatalogEditStale(BaseModel):
    typename__: Literal["CatalogEditStale"] = Field(alias="__typename")
    current_version: int
    code: str
    message: str


class UpdatePackageUpdatePackageOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class UpdatePackageUpdatePackagePackageSaved(BaseModel):
    typename__: Literal["PackageSaved"] = Field(alias="__typename")
    package: "UpdatePackageUpdatePackagePackageSavedPackage"


class UpdatePackageUpdatePackagePackageSavedPackage(BaseModel):
    id: str
    version: int
    name: str
    tokens: int


UpdatePackage.model_rebuild()
UpdatePackageUpdatePackagePackageSaved.model_rebuild()
