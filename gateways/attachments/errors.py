"""Why an attachment cannot be had, under codes that never change.

| code                     | cause                                                                   | retryable |
|--------------------------|-------------------------------------------------------------------------|-----------|
| ATTACHMENT_URL_INVALID   | no https address of a public host, or with a user name or a port        | no        |
| ATTACHMENT_TYPE_NOT_TAKEN| its type is not one of those that are taken                             | no        |
| ATTACHMENT_HOST_REFUSED  | its host has no address, or one that is not public                      | no        |
| ATTACHMENT_NOT_FOUND     | its host says that it is not there, elsewhere, or not for everyone      | no        |
| ATTACHMENT_UNAVAILABLE   | no connection, no answer in time, or the host's own fault               | yes       |
| ATTACHMENT_TOO_LARGE     | it, or all of a request together, is larger than may be                 | no        |
| ATTACHMENT_TYPE_WRONG    | its first bytes are not those of its type                               | no        |
| ATTACHMENT_CHANGED       | it was sent before, and is another file now                             | no        |

Whether a host has no address or a private one is not told: else a stranger could ask which names an inner network has.
"""

from gateways.errors import GatewayError

__all__ = ["SENTENCES", "AttachmentError"]

SENTENCES = {
    "ATTACHMENT_URL_INVALID": (
        "its address must begin with https://, name a public host, and have no user name, port or unusual character."
    ),
    "ATTACHMENT_TYPE_NOT_TAKEN": "its type must be image/png, image/jpeg, image/webp or image/gif.",
    "ATTACHMENT_HOST_REFUSED": "its host has no public address.",
    "ATTACHMENT_NOT_FOUND": "its host does not give it to everyone at this very address.",
    "ATTACHMENT_UNAVAILABLE": "its host did not give it in time; try again in a moment.",
    "ATTACHMENT_TOO_LARGE": "it is larger than this server takes, alone or together with the others.",
    "ATTACHMENT_TYPE_WRONG": "it is not an image of the type that was given.",
    "ATTACHMENT_CHANGED": "it is another file now than when it was sent.",
}
_RETRYABLE = frozenset({"ATTACHMENT_UNAVAILABLE"})


class AttachmentError(GatewayError):
    """An attachment cannot be had. `message` ends a sentence that begins with which one it is."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.message = SENTENCES[code]
        self.retryable = code in _RETRYABLE
        super().__init__(f"{code}: {self.message}")
