"""PAGESPEED: what Lighthouse says of a page, measured by Google or on this machine.

A provider's ``measure`` gives both strategies and raises nothing that the service does
wrong; ``to_json`` makes a part of the report of it, ``from_json`` reads that again.
"""

from __future__ import annotations

from webapp.pipeline.pagespeed.insights import PageSpeedInsights
from webapp.pipeline.pagespeed.lighthouse import LocalLighthouse, find_lighthouse
from webapp.pipeline.pagespeed.provider import NoPageSpeed, PageSpeedProvider
from webapp.pipeline.pagespeed.storing import from_json, to_json

__all__ = [
    "LocalLighthouse",
    "NoPageSpeed",
    "PageSpeedInsights",
    "PageSpeedProvider",
    "find_lighthouse",
    "from_json",
    "to_json",
]
