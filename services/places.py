"""From where somebody calls, as coarse as attackers can change it at will."""

from services.rate_limits.subject import UNKNOWN_ADDRESS, address_subject

__all__ = ["place_of"]


def place_of(client_address: str | None) -> str | None:
    """The IPv4 address, or the /64 network of an IPv6 address; None where the caller's address is not known."""
    subject = address_subject(client_address)
    return None if subject == UNKNOWN_ADDRESS else subject.value
