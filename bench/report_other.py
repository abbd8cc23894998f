"""Times python-seo-analyzer's page analysis; run by ``bench.report`` in another
environment, where PyPI's ``pyseoanalyzer`` is installed.

Reads the path of a page a line; writes the milliseconds of processor time that its
analysis took, or ``failed`` and the error's name.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from pyseoanalyzer.page import Page


def analyze(path: str) -> str:
    html = Path(path).read_bytes().decode("utf-8", "replace")
    page = Page(
        url="https://example.com/page",
        base_domain="https://example.com",
        analyze_headings=True,
        analyze_extra_tags=True,
    )
    started = time.process_time()
    try:
        page.analyze(html)
    except Exception as error:  # noqa: BLE001 (whatever breaks there is an outcome)
        return f"failed {type(error).__name__}"
    return f"{1000 * (time.process_time() - started):.3f}"


for line in sys.stdin:
    print(analyze(line.rstrip("\n")), flush=True)
