"""Reads HTML from standard input, writes it as PDF to standard output, and ends.

It is run as a script, apart from the server: a document that takes too long or too much memory, or a library in C that
crashes, then costs nobody anything. It fetches nothing, and its environment holds no secret.
"""

import resource
import sys

__all__ = ["LIBRARIES_MISSING", "main"]

LIBRARIES_MISSING = 3
"""The exit code where WeasyPrint or what it needs from the system (Pango, HarfBuzz) is not installed."""

_MEMORY_BYTES = 2 * 1024**3
_CPU_SECONDS = 30
_DOCUMENT_BYTES_MAXIMUM = 1024**2


def main() -> int:
    """Convert one document; the exit code."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    if sys.platform == "linux":  # macOS knows the limit and does not take it
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    try:
        import weasyprint  # noqa: PLC0415 - it loads libraries of the system, which may be missing
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 - as above
    except (ImportError, OSError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return LIBRARIES_MISSING
    document = sys.stdin.buffer.read(_DOCUMENT_BYTES_MAXIMUM).decode("utf-8")
    html = weasyprint.HTML(string=document, url_fetcher=URLFetcher(allowed_protocols=()))
    html.write_pdf(sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
