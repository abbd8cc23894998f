"""og.image: an absolute address, and a size that is large enough."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from webapp.audits.addresses import is_web_address
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="og.image",
    category="social",
    severity=Severity.MINOR,
    title="The picture for shared links can be used",
    failure_title="The picture for shared links cannot be used well",
    why=(
        "Networks fetch the picture without the page around it, and show a small one"
        " small or not at all."
    ),
    how_to_fix=(
        "Give the whole address of a JPEG or PNG of at least 1200 × 630 pixels in"
        " og:image."
    ),
    source="https://developers.facebook.com/docs/sharing/webmasters/images/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails if the first og:image is not a whole http or https address, or if"
        " og:image:type names something that is no image. It warns if og:image:width or"
        " og:image:height is below 1200 × 630, or if the picture is an SVG, which"
        " networks do not show. The picture itself is not fetched."
    ),
    wrong='<meta property="og:image" content="/images/soil.jpg">',
    right=(
        '<meta property="og:image" content="https://example.com/soil.jpg">\n'
        '<meta property="og:image:width" content="1200">\n'
        '<meta property="og:image:height" content="630">'
    ),
)

WIDTH, HEIGHT = 1200, 630


def run(page: ParsedPage) -> AuditResult:
    given = page.open_graph
    names = ("og:image", "og:image:url", "og:image:secure_url")
    name = next((name for name in names if given.get(name)), None)
    if name is None:
        return not_applicable("There is no og:image.")
    url = given[name]
    found = [Finding(f'<meta property="{name}" content="{url}">')]
    kind = given.get("og:image:type", "image/").lower()
    if not is_web_address(url):
        return failed("Its address is not a whole http or https address.", found)
    if not kind.startswith("image/"):
        return failed(f"Its type is declared as {kind[:50]}.", found)
    if "svg" in kind or urlsplit(url).path.lower().endswith((".svg", ".svgz")):
        return warned("It is an SVG drawing.", found)
    if small := too_small(given):
        return warned(f"It is declared as {small}.", found)
    return passed("Its address is whole, and nothing speaks against its size.")


def too_small(given: dict[str, str]) -> str:
    """The declared side that is below the least; empty where none is."""
    for side, least in (("width", WIDTH), ("height", HEIGHT)):
        text = given.get(f"og:image:{side}", "").removesuffix("px").strip()
        if text.isascii() and text.isdigit() and int(text[:9]) < least:
            return f"{int(text[:9])} pixels in {side}"
    return ""
