"""The settings of the app at work."""

from __future__ import annotations

from typing import cast

from flask import current_app

from webapp.domain.settings import Settings


def settings() -> Settings:
    """The settings that the current app was made with."""
    return cast("Settings", current_app.extensions["settings"])
