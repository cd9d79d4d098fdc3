"""Which kind of image some bytes are, by how they begin. Pure rules.

Sources: RFC 2083 §3.1 (PNG), ITU-T T.81 B.1.1.3 (JPEG: SOI, then a marker), the GIF89a specification §17,
https://developers.google.com/speed/webp/docs/riff_container.
"""

__all__ = ["HEAD_BYTES", "IMAGE_TYPES", "image_type_of"]

IMAGE_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")
"""Those that every provider with models that take images takes."""
HEAD_BYTES = 12
"""So many bytes tell."""

_WEBP_MARK = slice(8, 12)


def image_type_of(head: bytes) -> str | None:
    """The type of a file that begins with `head`; None for any other, and for one that is shorter than any image."""
    if len(head) < HEAD_BYTES:
        return None
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith(b"RIFF") and head[_WEBP_MARK] == b"WEBP":
        return "image/webp"
    return None
