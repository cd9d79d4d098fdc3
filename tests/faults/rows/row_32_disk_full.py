"""Row 32: the disk under mongod is full; errors, and after space returns nothing is lost.

The server runs its own embedded mongod on a small tmpfs. A full disk makes mongod end itself; the server starts it
again until that works. Only root can mount: elsewhere the row is skipped, with this reason.
"""

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from database.embedded import socket_path, socket_uri
from tests.faults.everyday import answered_in_time, everyday_load
from tests.faults.stage import SkippedError, Stage

DISK_MEGABYTES = 640
BACK_SECONDS = 30
NOTICED_SECONDS = 60
UNMOUNT_SECONDS = 30
_FILL_TRIES = 20


async def run(stage: Stage) -> None:
    with _small_disk(stage.folder / "disk") as disk:
        server = stage.make_server(MONGODB_URI="")
        server.data_dir = disk / "data"
        stage.uri = socket_uri(socket_path(server.data_dir))
        try:
            await server.start()
            await _fill_and_free(stage, disk, [server])
            await stage.reckon()
        finally:
            if server.running.exit_code is None:
                server.running.ask_to_end()
                await stage.block(server.running.wait)
            await stage.close()


async def _fill_and_free(stage: Stage, disk: Path, servers: list) -> None:
    await everyday_load(stage, servers)
    await asyncio.sleep(stage.plan.between("milliseconds of load before the fault", 1_000, 2_500) / 1_000)
    ballast = disk / "ballast"
    await stage.book.strike_when(in_flight=4)
    _fill(ballast, left=4_096 * stage.plan.between("pages left", 0, 64))
    struck = time.monotonic()
    while not any(op.codes and op.codes[-1] != "CLAIM_TOO_EARLY" for op in stage.book.operations):
        assert time.monotonic() - struck < NOTICED_SECONDS, "a full disk was never noticed"
        await stage.block(_checkpoint, stage.uri)  # mongod itself makes one a minute
        await asyncio.sleep(0.1)
    stage.say(
        f"noticed after {time.monotonic() - struck:.2f} s, mongod ended {servers[0].log.count('mongod_died')} times"
    )
    await asyncio.sleep(stage.plan.between("seconds with a full disk", 2, 6))
    ballast.unlink()
    freed = time.monotonic()
    await asyncio.sleep(stage.seconds)
    while not (served := _served_since(stage, freed)):  # callers may still wait for answers to what they sent before
        assert time.monotonic() - freed < BACK_SECONDS, "nothing was served after the disk was free again"
        await asyncio.sleep(0.1)
    await stage.load.stop()
    stage.say(f"mongod ended {servers[0].log.count('mongod_died')} times")
    stage.within("from free space to service", min(served) - freed, BACK_SECONDS)
    answered_in_time(stage)


def _served_since(stage: Stage, moment: float) -> list[float]:
    """When what was sent after `moment` was answered."""
    return [op.answered_at for op in stage.book.operations if op.done and op.sent_at > moment]


def _fill(ballast: Path, left: int) -> None:
    with ballast.open("wb") as file:
        for _ in range(_FILL_TRIES):  # mongod may take some of the space between the question and the answer
            with suppress(OSError):
                os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(ballast.parent).free - left)
                return
    raise AssertionError("the disk could not be filled")


def _checkpoint(uri: str) -> None:
    try:
        with MongoClient(uri, timeoutMS=2_000, serverSelectionTimeoutMS=500) as client:
            client.admin.command("fsync")
    except PyMongoError:
        pass  # this is what the full disk does


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        raise SkippedError("only root can mount a small disk")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "tokentill-faults", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SkippedError(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        deadline = time.monotonic() + UNMOUNT_SECONDS
        while subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode:
            assert time.monotonic() < deadline, f"{folder} cannot be unmounted"
            time.sleep(0.2)
