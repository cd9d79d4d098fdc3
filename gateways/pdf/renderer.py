"""Runs the worker that makes a PDF: a few at a time, and none for long."""

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from gateways.errors import GatewayError
from gateways.pdf.worker import LIBRARIES_MISSING

__all__ = ["PdfBusyError", "PdfError", "PdfFailedError", "PdfRenderer", "PdfUnavailableError"]

_log = structlog.get_logger(__name__)

_WORKER = (sys.executable, "-I", str(Path(__file__).with_name("worker.py")))
_ENVIRONMENT_NAMES = ("PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "DYLD_LIBRARY_PATH")
"""What the worker needs of the environment, to find fonts and libraries. No secret is among it."""
_TOLD_CHARACTERS_MAXIMUM = 500


class PdfError(GatewayError):
    """There is no PDF."""


class PdfUnavailableError(PdfError):
    """WeasyPrint, or the libraries of the system that it needs, are not installed here."""


class PdfBusyError(PdfError):
    """As many are being made, or wait to be, as may be at once."""


class PdfFailedError(PdfError):
    """The worker took too long, or ended without a PDF."""


class PdfRenderer:
    """At most `at_once` workers run, and at most `waiting` calls wait for one; each has `timeout_seconds`."""

    def __init__(
        self,
        *,
        at_once: int = 2,
        waiting: int = 20,
        timeout_seconds: float = 20.0,
        command: Sequence[str] = _WORKER,
    ) -> None:
        self._command = tuple(command)
        self._timeout_seconds = timeout_seconds
        self._free = asyncio.Semaphore(at_once)
        self._places = at_once + waiting
        self._taken = 0

    async def render(self, html: str) -> bytes:
        """The PDF of `html`; raises PdfUnavailableError, PdfBusyError, PdfFailedError."""
        if self._taken >= self._places:
            raise PdfBusyError(f"{self._taken} documents are being made or wait")
        self._taken += 1
        try:
            async with asyncio.timeout(self._timeout_seconds), self._free:
                return await self._run(html.encode("utf-8"))
        except TimeoutError as error:
            _log.warning("pdf_timed_out", timeout_seconds=self._timeout_seconds)
            raise PdfFailedError("the worker took too long") from error
        finally:
            self._taken -= 1

    async def _run(self, document: bytes) -> bytes:
        pipe = asyncio.subprocess.PIPE
        environment = {name: os.environ[name] for name in _ENVIRONMENT_NAMES if name in os.environ}
        worker = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment
        )
        try:
            made, told = await worker.communicate(document)
        finally:
            if worker.returncode is None:  # the caller left, or it took too long
                with suppress(ProcessLookupError):
                    worker.kill()
                await worker.wait()
        if worker.returncode == 0 and made.startswith(b"%PDF-"):
            return made
        reason = told[-_TOLD_CHARACTERS_MAXIMUM:].decode("utf-8", "replace")
        _log.error("pdf_not_made", exit_code=worker.returncode, reason=reason)
        if worker.returncode == LIBRARIES_MISSING:
            raise PdfUnavailableError(reason)
        raise PdfFailedError(f"the worker ended with {worker.returncode}")
