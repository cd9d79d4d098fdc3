from typing import Optional

from .base_model import BaseModel


class Models(BaseModel):
    models: "ModelsModels"


class ModelsModels(BaseModel):
    edges: list["ModelsModelsEdges"]
    page_info: "ModelsModelsPageInfo"


class ModelsModelsEdges(BaseModel):
    node: "ModelsModelsEdgesNode"


class ModelsModelsEdgesNode(BaseModel):
    id: str
    name: str
    provider: str
    context_window: Optional[int]
    free: bool
    pricing: "ModelsModelsEdgesNodePricing"


class ModelsModelsEdgesNodePricing(BaseModel):
    input: int
    output: int


class ModelsModelsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Models.model_rebuild()
ModelsModels.model_rebuild()
ModelsModelsEdges.model_rebuild()
ModelsModelsEdgesNode.model_rebuild()
