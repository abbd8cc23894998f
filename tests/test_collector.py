"""What the garbage collector leaves alone, and what not."""

from __future__ import annotations

import gc
import sys
import types

import pytest

from webapp import collector, create_app
from webapp.domain.settings import Settings


def test_an_app_beside_another_can_be_collected(settings: Settings) -> None:
    create_app(settings)
    kept = gc.get_freeze_count()
    create_app(settings)
    assert gc.get_freeze_count() <= kept
    assert gc.isenabled()


def test_modules_that_came_in_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = gc.get_freeze_count()
    with collector.resting():
        assert not gc.isenabled()
        monkeypatch.setitem(sys.modules, "just_loaded", types.ModuleType("just_loaded"))
    assert gc.isenabled()
    assert gc.get_freeze_count() > kept
    gc.unfreeze()


def test_a_failed_import_leaves_the_collector_on() -> None:
    with pytest.raises(ImportError), collector.resting():
        raise ImportError("not there")
    assert gc.isenabled()


def test_where_nothing_is_collected_nothing_begins() -> None:
    gc.disable()
    try:
        with collector.resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
