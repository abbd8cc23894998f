"""The site whose pages are scanned: quick, slow, busy at first, or not there."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Iterator

from support.site import HTML, Answer, Site

SLOW_SECONDS = 0.7
#: Of every twenty scans: thirteen of quick pages, four of slow ones, two of pages whose
#: server is busy at first, one of a page that does not exist.
MIX = ["quick"] * 13 + ["slow"] * 4 + ["busy"] * 2 + ["missing"]
#: How a scan of such a page ends, whatever happens meanwhile.
ENDS = {
    "quick": "ready",
    "slow": "ready",
    "busy": "ready",
    "missing": "http_404",
}


class Target(Site):
    """Pages by the first part of their path, whose second part is a number."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        super().__init__()
        self.page = self.good_page().encode()

    def answer(self, path: str) -> Answer:
        kind = path.split("/")[1]
        self.seen[path] += 1
        if kind == "slow":
            time.sleep(SLOW_SECONDS)
        if kind == "busy" and self.seen[path] == 1:
            return 503, HTML, b"busy"
        if kind in ("quick", "slow", "busy", "poison"):
            return 200, HTML, self.page
        return 404, HTML, b"<title>Not found</title>"

    def urls(self) -> Iterator[tuple[str, str]]:
        """Kinds and addresses without end, each address once."""
        for number in itertools.count():
            kind = MIX[number * 7 % len(MIX)]
            yield kind, f"{self.url}/{kind}/{number}"
