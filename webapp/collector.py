"""Python's garbage collector, which leaves alone what lives as long as the process.

Modules and models stay once they are loaded. To look through all of them for garbage,
again and again, is a third of the processor time of a start; later each full search
halts every request for a tenth of a second, and what it touches is copied into each
forked process. https://docs.python.org/3/library/gc.html#gc.freeze
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """For what imports modules: collect nothing within, and never what came in."""
    known = len(sys.modules)
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > known:
            gc.freeze()
        if was_enabled:
            gc.enable()


def keep_all() -> None:
    """Before a process forks: whatever lives now stays."""
    gc.collect()
    gc.freeze()
