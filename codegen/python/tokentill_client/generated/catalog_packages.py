from typing import Optional

from .base_model import BaseModel


class CatalogPackages(BaseModel):
    catalog_packages: "CatalogPackagesCatalogPackages"


class CatalogPackagesCatalogPackages(BaseModel):
    edges: list["CatalogPackagesCatalogPackagesEdges"]
    page_info: "CatalogPackagesCatalogPackagesPageInfo"


class CatalogPackagesCatalogPackagesEdges(BaseModel):
    node: "CatalogPackagesCatalogPackagesEdgesNode"


class CatalogPackagesCatalogPackagesEdgesNode(BaseModel):
    id: str
    version: int
    retired: bool
    order: int
    name: str
    tokens: int
    popular: bool
    default: bool
    prices: list["CatalogPackagesCatalogPackagesEdgesNodePrices"]
    tiers: list["CatalogPackagesCatalogPackagesEdgesNodeTiers"]


class CatalogPackagesCatalogPackagesEdgesNodePrices(BaseModel):
    price: "CatalogPackagesCatalogPackagesEdgesNodePricesPrice"
    list_price: Optional["CatalogPackagesCatalogPackagesEdgesNodePricesListPrice"]
    discount_percent: Optional[int]


class CatalogPackagesCatalogPackagesEdgesNodePricesPrice(BaseModel):
    amount: int
    currency: str
    formatted: str


class CatalogPackagesCatalogPackagesEdgesNodePricesListPrice(BaseModel):
    amount: int


class CatalogPackagesCatalogPackagesEdgesNodeTiers(BaseModel):
    quantity: int
    discount_percent: int


class CatalogPackagesCatalogPackagesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


CatalogPackages.model_rebuild()
CatalogPackagesCatalogPackages.model_rebuild()
CatalogPackagesCatalogPackagesEdges.model_rebuild()
CatalogPackagesCatalogPackagesEdgesNode.model_rebuild()
CatalogPackagesCatalogPackagesEdgesNodePrices.model_rebuild()
