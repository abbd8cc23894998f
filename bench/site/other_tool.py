"""Another tool crawls a site; run by ``bench.site`` with a Python that has it.

    other_tool.py advertools|pyseoanalyzer SITE PAGES FOLDER

Writes how many pages the tool says that it has, and how many broke it, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit


def advertools(site: str, most: int, folder: Path) -> dict[str, int]:
    """Its pages are all addresses that answered."""
    from advertools import crawl

    found = folder / "pages.jl"
    crawl(
        f"{site}/index.html",
        str(found),
        follow_links=True,
        # Else the port keeps its own links out.
        allowed_domains=[urlsplit(site).hostname],
        custom_settings={"LOG_LEVEL": "WARNING", "CLOSESPIDER_PAGECOUNT": most},
    )
    with found.open() as lines:
        return {"pages": sum(json.loads(line)["status"] == 200 for line in lines)}


def pyseoanalyzer(site: str, most: int, _: Path) -> dict[str, int]:
    """It is given the addresses: it takes each relative link as one from the root.
    One page that breaks it would end its crawl."""
    from pyseoanalyzer import analyze
    from pyseoanalyzer.page import Page

    whole = Page.analyze
    tried: set[str] = set()
    broken: set[str] = set()

    def guarded(page: Page) -> object:
        if page.url in tried:
            return None
        if len(tried) >= most:
            raise StopIteration("all pages were tried")  # which ends its crawl
        tried.add(page.url)
        try:
            return whole(page)
        except Exception:  # noqa: BLE001 (whatever breaks there is an outcome)
            broken.add(page.url)
            return None

    Page.analyze = guarded
    told = analyze(
        f"{site}/index.html",
        sitemap_url=f"{site}/all-pages.txt",
        analyze_headings=True,
        analyze_extra_tags=True,
        follow_links=True,
    )
    return {"pages": len(told["pages"]), "broken": len(broken)}


TOOLS = {"advertools": advertools, "pyseoanalyzer": pyseoanalyzer}

if __name__ == "__main__":
    name, site, pages, place = sys.argv[1:]
    print(json.dumps(TOOLS[name](site, int(pages), Path(place))))
