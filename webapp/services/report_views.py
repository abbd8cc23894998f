"""What the report page works out of the stored report: previews, outline, gauges."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from webapp.audits.pixel_width import cut_to_width

#: As Google's result page sets them on a desktop: Arial, 20 px in 600, 14 px in two
#: lines of about 600 px. Measured on the page; Google publishes no figure.
TITLE_PX, TITLE_WIDTH = 20, 600
DESCRIPTION_PX, DESCRIPTION_WIDTH = 14, 1160
#: Core Web Vitals: the edges of good and fair, and where the scale ends.
#: https://web.dev/articles/vitals
SCALES = {
    "LCP": (2500, 4000, 6000),
    "INP": (200, 500, 800),
    "CLS": (0.1, 0.25, 0.4),
    "FCP": (1800, 3000, 4500),
    "TTFB": (800, 1800, 2700),
    "TBT": (200, 600, 1000),
    "SI": (3400, 5800, 9000),
}
METRIC_NAMES = {
    "LCP": "Largest Contentful Paint",
    "INP": "Interaction to Next Paint",
    "CLS": "Cumulative Layout Shift",
    "FCP": "First Contentful Paint",
    "TTFB": "Time to First Byte",
    "TBT": "Total Blocking Time",
    "SI": "Speed Index",
}


def search_preview(report: dict[str, Any]) -> dict[str, str]:
    """``{"site", "path", "title", "description"}`` as a search result shows them."""
    page, url = report["page"], urlsplit(report["final_url"])
    steps = [unquote(part) for part in url.path.split("/") if part]
    title = page["title"] or page["h1"] or url.netloc
    return {
        "site": page.get("site_name") or url.netloc,
        "path": " › ".join([f"{url.scheme}://{url.netloc}", *steps])[:120],
        "title": cut_to_width(title, TITLE_PX, TITLE_WIDTH),
        "description": cut_to_width(
            page["description"], DESCRIPTION_PX, DESCRIPTION_WIDTH
        ),
    }


def social_card(report: dict[str, Any]) -> dict[str, str]:
    """``{"title", "description", "image", "host"}`` as a shared link's card shows."""
    page, og = report["page"], report["page"]["open_graph"]
    twitter = page.get("twitter", {})
    return {
        "title": og.get("og:title") or twitter.get("twitter:title") or page["title"],
        "description": og.get("og:description")
        or twitter.get("twitter:description")
        or page["description"],
        "image": og.get("og:image") or twitter.get("twitter:image") or "",
        "host": urlsplit(report["final_url"]).netloc,
    }


def outline(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The headings, each with ``jump``: it skips a level below the one before."""
    shown = []
    before = 6
    for heading in report["page"]["headings"]:
        shown.append({**heading, "jump": heading["level"] > before + 1})
        before = heading["level"]
    return shown


def gauge(metric: dict[str, Any]) -> dict[str, Any]:
    """A metric's name, its value in words, and where its zones and needle are, in
    percent of the scale."""
    good, fair, end = SCALES[metric["id"]]
    value = metric["value"]
    return {
        "name": METRIC_NAMES[metric["id"]],
        "shown": in_unit(value, metric["unit"]),
        "good": round(100 * good / end, 1),
        "fair": round(100 * fair / end, 1),
        "needle": round(min(100.0, 100 * value / end), 1),
        "rating": metric["rating"],
        "limits": f"good up to {in_unit(good, metric['unit'])}, "
        f"poor above {in_unit(fair, metric['unit'])}",
    }


def in_unit(value: float, unit: str) -> str:
    if unit != "ms":
        return f"{value:.2f}"
    return f"{value / 1000:.1f} s" if value >= 1000 else f"{value:.0f} ms"


def chosen_audits(
    audits: list[dict[str, Any]], category: str, outcome: str
) -> list[dict[str, Any]]:
    """The entries that a person asked for; an empty choice takes all."""
    outcomes = {"not_measured": ("not_measured", "error")}.get(outcome, (outcome,))
    return [
        audit
        for audit in audits
        if (not category or audit["category"] == category)
        and (not outcome or audit["outcome"] in outcomes)
    ]
