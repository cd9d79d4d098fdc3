from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class CreatePackage(BaseModel):
    create_package: Union[
        "CreatePackageCreatePackageCatalogEditStale",
        "CreatePackageCreatePackageOperationRefused",
        "CreatePackageCreatePackagePackageSaved",
    ] = Field(discriminator="typename__")


class CreatePackageCreatePackageCatalogEditStale(BaseModel):
    typename__: Literal["CatalogEditStale"] = Field(alias="__typename")
    code: str
    message: str


class CreatePackageCreatePackageOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class CreatePackageCreatePackagePackageSaved(BaseModel):
    typename__: Literal["PackageSaved"] = Field(alias="__typename")
    package: "CreatePackageCreatePackagePackageSavedPackage"


class CreatePackageCreatePackagePackageSavedPackage(BaseModel):
    id: str
    version: int
    name: str
    tokens: int


CreatePackage.model_rebuild()
CreatePackageCreatePackagePackageSaved.model_rebuild()
