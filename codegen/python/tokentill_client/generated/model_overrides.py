from typing import Optional

from .base_model import BaseModel


class ModelOverrides(BaseModel):
    model_overrides: "ModelOverridesModelOverrides"


class ModelOverridesModelOverrides(BaseModel):
    edges: list["ModelOverridesModelOverridesEdges"]
    page_info: "ModelOverridesModelOverridesPageInfo"


class ModelOverridesModelOverridesEdges(BaseModel):
    node: "ModelOverridesModelOverridesEdgesNode"


class ModelOverridesModelOverridesEdgesNode(BaseModel):
    model_id: str
    listed: bool
    hidden: bool
    premium: bool
    name: Optional[str]
    factor_per_mille: Optional[int]
    margin_per_mille: Optional[int]
    rates: Optional["ModelOverridesModelOverridesEdgesNodeRates"]


class ModelOverridesModelOverridesEdgesNodeRates(BaseModel):
    input: int
    output: int


class ModelOverridesModelOverridesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


ModelOverrides.model_rebuild()
ModelOverridesModelOverrides.model_rebuild()
ModelOverridesModelOverridesEdges.model_rebuild()
ModelOverridesModelOverridesEdgesNode.model_rebuild()
