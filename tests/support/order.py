"""Files whose tests wait for processes come between those that compute.

Side by side they fill the machine; one kind after the other leaves half of it idle.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WAITING = {"deploy", "faults", "hosts", "journey", "processes"}
#: They begin within so much of the run, so that none is left alone at its end.
PART = 0.8


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    files = dict.fromkeys(item.path for item in items)
    waiting = [path for path in files if is_waiting(path)]
    computing = [path for path in files if not is_waiting(path)]
    places = {path: PART * n / len(waiting) for n, path in enumerate(waiting)}
    places |= {path: n / len(computing) for n, path in enumerate(computing)}
    items.sort(key=lambda item: places[item.path])


def is_waiting(path: Path) -> bool:
    return path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in WAITING
