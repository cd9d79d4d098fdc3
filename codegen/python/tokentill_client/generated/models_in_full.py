from typing import Optional

from .base_model import BaseModel
from .enums import PricePolicy


class ModelsInFull(BaseModel):
    models: "ModelsInFullModels"


class ModelsInFullModels(BaseModel):
    edges: list["ModelsInFullModelsEdges"]
    page_info: "ModelsInFullModelsPageInfo"


class ModelsInFullModelsEdges(BaseModel):
    node: "ModelsInFullModelsEdgesNode"


class ModelsInFullModelsEdgesNode(BaseModel):
    id: str
    name: str
    provider: str
    context_window: Optional[int]
    free: bool
    premium: bool
    pricing: "ModelsInFullModelsEdgesNodePricing"


class ModelsInFullModelsEdgesNodePricing(BaseModel):
    input: int
    output: int
    cache_read: int
    cache_write: int
    reasoning: int
    image: int
    version: str
    policy: Optional[PricePolicy]


class ModelsInFullModelsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


ModelsInFull.model_rebuild()
ModelsInFullModels.model_rebuild()
ModelsInFullModelsEdges.model_rebuild()
ModelsInFullModelsEdgesNode.model_rebuild()
