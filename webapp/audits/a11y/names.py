"""a11y.names: what people use has a name that can be read out."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.markup import attributes, is_aria_hidden
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_resources import Control
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="a11y.names",
    category="accessibility",
    severity=Severity.MODERATE,
    title="Buttons, fields and frames have names",
    failure_title="Some buttons, fields or frames have no name",
    why=(
        "A screen reader announces a field without a name as “edit text”, and agents"
        " that fill in forms have to guess."
    ),
    how_to_fix=(
        "Give each field a label, each button a text or an aria-label, each iframe a"
        " title, each image button an alt."
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/e086e5/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for each button, select, textarea, input and iframe without an"
        " accessible name. A name is a label, aria-label, aria-labelledby or title, the"
        " text of a button, the value of a button made of an input, the alt of an image"
        " button or a placeholder. What its own markup hides (hidden, aria-hidden,"
        " frames of at most one pixel) is left out; a page without any of them too."
    ),
    wrong='<input type="email" name="mail">\n<iframe src="/map"></iframe>',
    right=(
        '<label>E-mail <input type="email" name="mail"></label>\n'
        '<iframe src="/map" title="Map of our shops"></iframe>'
    ),
)

KINDS = {"iframe": "an iframe without a title", "image": "an image button without alt"}
PIXEL = frozenset({"0", "1", "0px", "1px"})


def run(page: ParsedPage) -> AuditResult:
    judged = [control for control in page.controls if not is_exempt(control)]
    if not judged:
        return not_applicable("The page has no buttons, fields or frames.")
    bad = [control for control in judged if not control.label.strip()]
    if bad:
        found = (Finding(c.snippet, KINDS.get(c.kind, c.kind)) for c in bad)
        return failed(f"{len(bad)} of {count(len(judged), 'element')}.", found)
    return passed(f"{count(len(judged), 'element')} looked at.")


def is_exempt(control: Control) -> bool:
    if control.is_hidden or is_aria_hidden(control.snippet):
        return True
    if control.kind != "iframe":
        return False
    given = attributes(control.snippet)
    return bool({given.get("width", ""), given.get("height", "")} & PIXEL)
