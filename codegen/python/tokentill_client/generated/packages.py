from typing import Optional

from .base_model import BaseModel


class Packages(BaseModel):
    packages: list["PackagesPackages"]


class PackagesPackages(BaseModel):
    id: str
    name: str
    tokens: int
    popular: bool
    default: bool
    price: "PackagesPackagesPrice"
    list_price: Optional["PackagesPackagesListPrice"]
    discount_percent: Optional[int]


class PackagesPackagesPrice(BaseModel):
    amount: int
    currency: str
    formatted: str


class PackagesPackagesListPrice(BaseModel):
    amount: int
    currency: str
    formatted: str


Packages.model_rebuild()
PackagesPackages.model_rebuild()
