"""Writes mail into a folder instead of sending it: for development, where there is no SMTP server."""

import asyncio
import os
import re
from pathlib import Path

import structlog

from gateways.mail.errors import MailUnavailableError
from gateways.mail.form import Sender, envelope_of
from gateways.mail.sender import MailToSend
from settings.private_files import make_private_folder

__all__ = ["FolderSender"]

_log = structlog.get_logger(__name__)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")


class FolderSender:
    """One file a mail. Only their owner may read the files, as links in them open accounts."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = Sender.parse(sender)

    async def send(self, mail: MailToSend) -> None:
        """Write `mail`; the log names its file. Raises MailUnavailableError, MailRefusedError."""
        content = envelope_of(mail, self._sender).content
        if not _NAME.fullmatch(mail.id):
            raise ValueError("the id of a mail becomes a file's name")
        path = self._folder / f"{mail.id}.eml"
        try:
            await asyncio.to_thread(_write, path, content)
        except OSError as error:
            raise MailUnavailableError(type(error).__name__) from error
        _log.info("mail_written", file=str(path))


def _write(path: Path, content: bytes) -> None:
    make_private_folder(path.parent)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
