"""The worker with a fail point: it dies once, where ``FAIL_POINT`` says. Names of
``STUB_NAMES`` lead to this machine.

Only tests start this; the product knows of neither. Each point is a function of
the product that is wrapped here; whoever comes there first leaves the marker file and
dies as a killed process does, without a word.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Name -> module, function, and whether death comes before or after it ran.
POINTS = {
    "before-claim": ("webapp.services.leases", "claim", "before"),
    "after-claim": ("webapp.services.leases", "claim", "after"),
    "after-crawl": ("webapp.pipeline.runner", "crawl_page", "after"),
    "before-teaser": ("webapp.services.outcomes", "record_teaser", "before"),
    "after-teaser": ("webapp.services.outcomes", "record_teaser", "after"),
    "before-full": ("webapp.services.outcomes", "record_full", "before"),
    "after-full": ("webapp.services.outcomes", "record_full", "after"),
    "after-retry": ("webapp.services.outcomes", "record_retry", "after"),
}


def plant(point: str, marker: Path) -> None:
    name, function, moment = POINTS[point]
    module = importlib.import_module(name)
    original: Callable[..., Any] = getattr(module, function)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if moment == "before":
            die_once(marker)
        found = original(*args, **kwargs)
        if moment == "after":
            die_once(marker)
        return found

    setattr(module, function, wrapped)


def die_once(marker: Path) -> None:
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def know_names(names: list[str]) -> None:
    """These names, and those below them, lead to this machine."""
    from webapp.pipeline.crawl import connection

    original = connection.resolve_with_system

    def resolve(host: str, seconds: float) -> list[str]:
        asked = "." + host.removesuffix(".")
        is_known = any(asked.endswith("." + name) for name in names)
        return ["127.0.0.1"] if is_known else original(host, seconds)

    connection.resolve_with_system = resolve


if __name__ == "__main__":
    # In place of this folder, whose site.py would hide the standard library's.
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    import worker

    if "FAIL_POINT" in os.environ:
        plant(os.environ["FAIL_POINT"], Path(os.environ["FAIL_MARKER"]))
    if "STUB_NAMES" in os.environ:
        know_names(os.environ["STUB_NAMES"].split())
    worker.main()
