"""Invitations: whoever has one may accept what it names, once: the share of a conversation, or a place in a team.

An invitation is the id of that and HMAC-SHA256 over it, under a key made of the secret that signs access tokens and a
label of its own. So it stands nowhere, and still is the same when it is asked for again.
"""

import base64
import hashlib
import hmac

__all__ = ["Invitations"]

_LABEL = b"tokentill/invitations/1"


class Invitations:
    """Makes and reads them."""

    def __init__(self, signing_secret: str, *, label: bytes = _LABEL) -> None:
        """`label` tells one kind of them from the others."""
        self._key = hmac.new(signing_secret.encode(), label, hashlib.sha256).digest()

    def make(self, share_id: str) -> str:
        """The invitation to a share, or to whatever else has this id."""
        signature = hmac.new(self._key, share_id.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
        return f"{share_id}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"

    def share_of(self, invitation: str) -> str | None:
        """The id of its share; None for what is no invitation of ours."""
        share_id = invitation.rpartition(".")[0]
        expected = self.make(share_id).encode("utf-8", "surrogatepass")
        same = hmac.compare_digest(expected, invitation.encode("utf-8", "surrogatepass"))
        return share_id if same else None
