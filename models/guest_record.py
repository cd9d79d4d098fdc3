"""What is kept of a user who came as a guest. It stands in the user, and stays there after they sign up."""

from pydantic import BaseModel

from models.fields import Int64Amount, UtcDatetime


class GuestRecord(BaseModel):
    """One device's guest."""

    device_hash: str
    """SHA-256 of the key that the client made and keeps; one device has one guest, for ever."""
    tokens: Int64Amount
    """What the guest is granted, fixed when the guest was made; the welcome at sign-up is less by it."""
    used_at: UtcDatetime
    """When the device last began a session; what its sessions were used since stands in them."""
    due_at: UtcDatetime | None
    """When a sweeper looks at the guest again; None when nothing is left to do."""
    signed_up_at: UtcDatetime | None = None
    """When the guest became an account."""
    moved_to: str | None = None
    """The account that the guest signed in to, and that has the conversations now."""
    moved_at: UtcDatetime | None = None
