"""What receipts say."""

from pydantic import BaseModel, Field

__all__ = ["ReceiptSettings"]


class ReceiptSettings(BaseModel):
    """The seller, and how receipts are made."""

    seller_name: str | None = Field(
        None, min_length=1, max_length=200, description="Seller on receipts. Unset: the host of PUBLIC_URL."
    )
    seller_address: str | None = Field(
        None, max_length=500, description="Seller's address on receipts; lines are separated by |."
    )
    seller_tax_id: str | None = Field(None, max_length=100, description="Seller's tax id on receipts.")
    receipt_prefix: str = Field(
        "R-", pattern=r"^[A-Za-z0-9._-]{0,20}$", description="Stands before the number of a receipt: R-000001."
    )
    receipt_link_seconds: int = Field(900, ge=60, le=604_800, description="Life of a link to a receipt.")
    receipts_at_once: int = Field(2, ge=1, le=16, description="Most receipts made at once by a process.")
    receipt_timeout_seconds: int = Field(20, ge=1, le=60, description="Longest time to make one receipt.")
    stripe_receipt_emails: bool = Field(
        True,
        description="Whether Stripe e-mails its own receipt to the buyer; in test mode it never does.",
    )
