from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import TokenSource


class Wallet(BaseModel):
    wallet: "WalletWallet"


class WalletWallet(BaseModel):
    grants: list["WalletWalletGrants"]
    holds: list["WalletWalletHolds"]


class WalletWalletGrants(BaseModel):
    id: str
    source: TokenSource
    available: int
    expires_at: Optional[datetime]


class WalletWalletHolds(BaseModel):
    id: str
    amount: int
    expires_at: datetime


Wallet.model_rebuild()
WalletWallet.model_rebuild()
