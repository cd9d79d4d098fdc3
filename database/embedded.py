"""The embedded MongoDB: a real mongod on a unix socket under the data folder, for one machine without set-up.

One process owns a data folder (a file lock says which); it starts mongod, restarts it when it dies, and ends it with
SIGTERM so that it flushes. After a kill -9 of the owner the next one ends the mongod that was left and starts afresh.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

import structlog

from database.leftover import end_leftover_mongod
from database.mongod_binary import find_mongod
from database.replica_set import REPLICA_SET, wait_until_primary
from settings.private_files import make_private_folder

__all__ = [
    "TRANSACTION_SECONDS",
    "DataFolderInUseError",
    "EmbeddedMongo",
    "EmbeddedMongoError",
    "embedded_mongo",
    "socket_path",
    "socket_uri",
]

SOCKET_PATH_MAXIMUM_BYTES = 107
"""Longest address of a unix socket (`sun_path` of unix(7), less its closing NUL); mongod exits over it."""
_CACHE_GIGABYTES = "0.25"
"""mongod's own default is half of the machine's memory."""
_OPLOG_MEGABYTES = "512"
TRANSACTION_SECONDS = 15
"""After this time mongod gives up a transaction whose owner is gone. Until then its documents cannot be changed; with
mongod's own default, a minute, a server killed in one would keep others from finishing its work for as long.
"""
_LOG_MAXIMUM_BYTES = 10_000_000
_START_SECONDS = 60
_STOP_SECONDS = 30
_RESTART_PAUSES_SECONDS = (0.0, 0.2, 1.0, 5.0)

_log = structlog.get_logger(__name__)


class EmbeddedMongoError(Exception):
    """The embedded database cannot be started. The message holds the last lines of mongod's log."""


class DataFolderInUseError(EmbeddedMongoError):
    """Another process owns the data folder."""

    def __init__(self, data_dir: Path, owner: str) -> None:
        self.owner = owner
        super().__init__(f"{data_dir} is in use by process {owner or '(unknown)'}; stop it, or use another --data-dir")


def socket_path(data_dir: Path) -> Path:
    """The address of the embedded database of `data_dir`: inside it, or in a short folder when that is too long."""
    data_dir = data_dir.resolve()
    path = data_dir / "mongod.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_MAXIMUM_BYTES:
        return path
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    # Not tempfile.gettempdir(): TMPDIR may itself be long. The folder is checked to be ours before it is used.
    return Path("/tmp") / f"tokentill-{os.getuid()}-{digest}" / "mongod.sock"  # noqa: S108 - see above


def socket_uri(path: Path) -> str:
    """The MongoDB URI of a socket. A direct connection, since the set's member has no address on a network."""
    return f"mongodb://{quote(str(path), safe='')}/?directConnection=true"


@contextmanager
def embedded_mongo(data_dir: Path, *, binary: Path | None = None, attach: bool = False) -> Iterator[str]:
    """Give the URI of the embedded database of `data_dir`, started for the time of the block.

    With `attach`, a database that another process runs there is used as it is; else DataFolderInUseError is raised.
    """
    mongo = EmbeddedMongo(data_dir, binary=binary)
    try:
        mongo.start()
    except DataFolderInUseError:
        if not attach:
            raise
        yield mongo.uri
        return
    try:
        yield mongo.uri
    finally:
        mongo.stop()


class EmbeddedMongo:
    """Owns one mongod. `start` and `stop` block, and belong to one thread; a thread of its own watches the process."""

    def __init__(self, data_dir: Path, *, binary: Path | None = None) -> None:
        self._data_dir = data_dir.resolve()
        self._binary = binary
        self._socket = socket_path(self._data_dir)
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._supervisor: threading.Thread | None = None
        self._ready = threading.Event()
        self._stopping = threading.Event()
        self._failure: str | None = None

    @property
    def uri(self) -> str:
        """Address of the database; the same across restarts."""
        return socket_uri(self._socket)

    @property
    def pid(self) -> int | None:
        """Process id of the running mongod."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """Start mongod and return when it takes writes.

        Raises DataFolderInUseError, MongodNotFoundError, or EmbeddedMongoError when it does not come up.
        """
        binary = find_mongod(self._binary)
        self._prepare_folders()
        self._lock = _own(self._data_dir)
        end_leftover_mongod(self._database_dir)
        self._supervisor = threading.Thread(target=self._supervise, args=(binary,), name="mongod", daemon=True)
        self._supervisor.start()
        self._ready.wait()
        if self._failure is not None:
            self.stop()
            raise EmbeddedMongoError(self._failure)

    def stop(self) -> None:
        """End mongod after it has flushed, and give the data folder free. Does nothing when it is not running."""
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
        if self._supervisor is not None:
            self._supervisor.join(_STOP_SECONDS)
            if self._supervisor.is_alive() and self._process is not None:
                _log.warning("mongod_killed", after_seconds=_STOP_SECONDS)
                self._process.kill()
                self._supervisor.join()
            self._supervisor = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def _database_dir(self) -> Path:
        return self._data_dir / "db"

    @property
    def _log_file(self) -> Path:
        return self._data_dir / "mongod.log"

    def _prepare_folders(self) -> None:
        make_private_folder(self._data_dir)
        self._database_dir.mkdir(mode=0o700, exist_ok=True)
        self._socket.parent.mkdir(mode=0o700, exist_ok=True)
        if self._socket.parent != self._data_dir:
            details = self._socket.parent.lstat()
            if details.st_uid != os.getuid() or self._socket.parent.is_symlink():
                raise EmbeddedMongoError(f"{self._socket.parent} belongs to someone else; use a shorter --data-dir")

    def _supervise(self, binary: Path) -> None:
        """Runs in its own thread: start mongod, wait for its end, start it again unless that was asked for."""
        deaths = 0
        while not self._stopping.is_set():
            try:
                came_up = self._run_once(binary)
            except OSError as error:
                _log.error("mongod_not_executable", error=str(error))
                came_up = False
            if self._stopping.is_set():
                return
            if not self._ready.is_set():
                self._failure = f"mongod did not start:\n{_last_lines(self._log_file)}"
                self._ready.set()
                return
            deaths = 1 if came_up else deaths + 1
            _log.error("mongod_died", restarts_in_a_row=deaths)
            self._stopping.wait(_RESTART_PAUSES_SECONDS[min(deaths, len(_RESTART_PAUSES_SECONDS)) - 1])

    def _run_once(self, binary: Path) -> bool:
        """Start mongod and return when it has ended; whether it came up in between."""
        _shorten(self._log_file)
        # Started in this thread, which lives as long as we do: setpriv's death signal follows the starting thread.
        process = subprocess.Popen(  # noqa: S603 - the arguments are ours
            self._command(binary), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that Ctrl-C reaches only us, and mongod ends after the server has drained
        )  # fmt: skip
        self._process = process
        if self._stopping.is_set():  # stop() came between two starts and saw the process before
            process.terminate()
        came_up = wait_until_primary(
            self.uri, str(self._socket), seconds=_START_SECONDS, alive=lambda: process.poll() is None
        )
        if came_up:
            _log.info("mongod_ready", pid=process.pid)
            self._ready.set()
        else:
            process.terminate()
        process.wait()
        return came_up

    def _command(self, binary: Path) -> list[str]:
        # setpriv (util-linux) makes the kernel end mongod with us, even after kill -9. Where there is none, the next
        # start ends what was left.
        setpriv = shutil.which("setpriv")
        return [
            *([setpriv, "--pdeathsig", "TERM"] if setpriv is not None else []),
            str(binary),
            *("--dbpath", str(self._database_dir), "--bind_ip", str(self._socket), "--replSet", REPLICA_SET),
            *("--wiredTigerCacheSizeGB", _CACHE_GIGABYTES, "--oplogSize", _OPLOG_MEGABYTES),
            *("--setParameter", f"transactionLifetimeLimitSeconds={TRANSACTION_SECONDS}"),
            # Without --nounixsocket mongod also makes /tmp/mongodb-27017.sock: it takes another mongod's away or, where
            # that is another user's, does not start.
            *("--networkMessageCompressors", "disabled", "--nounixsocket"),
            *("--logpath", str(self._log_file), "--logappend", "--quiet"),
        ]


def _own(data_dir: Path) -> IO[str]:
    """Take the data folder's lock, which ends with this process however it ends. Raises DataFolderInUseError."""
    lock = (data_dir / "owner.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        owner = lock.read().strip()
        lock.close()
        raise DataFolderInUseError(data_dir, owner) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def _shorten(log_file: Path) -> None:
    """Keep at most one older log file, so that restarts never fill the disk."""
    if log_file.exists() and log_file.stat().st_size > _LOG_MAXIMUM_BYTES:
        log_file.replace(log_file.with_suffix(".log.1"))


def _last_lines(log_file: Path, lines: int = 5) -> str:
    if not log_file.exists():
        return "(mongod wrote no log)"
    return "\n".join(log_file.read_text("utf-8", "replace").splitlines()[-lines:])
