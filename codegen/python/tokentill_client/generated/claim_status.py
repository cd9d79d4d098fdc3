from datetime import datetime
from typing import Optional

from .base_model import BaseModel


class ClaimStatus(BaseModel):
    claim_status: "ClaimStatusClaimStatus"


class ClaimStatusClaimStatus(BaseModel):
    amount: int
    available: bool
    next_claim_at: Optional[datetime]
    seconds_left: int


ClaimStatus.model_rebuild()
