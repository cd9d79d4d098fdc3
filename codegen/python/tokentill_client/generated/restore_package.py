from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RestorePackage(BaseModel):
    restore_package: Union[
        "RestorePackageRestorePackageCatalogEditStale",
        "RestorePackageRestorePackageOperationRefused",
        "RestorePackageRestorePackagePackageSaved",
    ] = Field(discriminator="typename__")


class RestorePackageRestorePackageCatalogEditStale(BaseModel):
    typename__: Literal["CatalogEditStale"] = Field(alias="__typename")
    current_version: int
    code: str
    message: str


class RestorePackageRestorePackageOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class RestorePackageRestorePackagePackageSaved(BaseModel):
    typename__: Literal["PackageSaved"] = Field(alias="__typename")
    package: "RestorePackageRestorePackagePackageSavedPackage"


class RestorePackageRestorePackagePackageSavedPackage(BaseModel):
    id: str
    version: int
    retired: bool


RestorePackage.model_rebuild()
RestorePackageRestorePackagePackageSaved.model_rebuild()
