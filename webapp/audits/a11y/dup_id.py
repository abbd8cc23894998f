"""a11y.dup-id: an id that something refers to is there once."""

from __future__ import annotations

from collections import Counter
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="a11y.dup-id",
    category="accessibility",
    severity=Severity.MINOR,
    title="Ids that labels refer to are unique",
    failure_title="An id that labels refer to is there more than once",
    why=(
        "A reference reaches the first element with the id; the second one gets no"
        " name."
    ),
    how_to_fix="Give each element an id of its own, and let the label name that one.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F77",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for each id that occurs more than once and that a for,"
        " aria-labelledby, aria-describedby, aria-controls or aria-owns names. Repeated"
        " ids that nothing refers to do no harm and are left out; so are pages without"
        " such references."
    ),
    wrong='<label for="mail">E-mail</label><input id="mail"> … <input id="mail">',
    right='<label for="mail">E-mail</label><input id="mail"> … <input id="mail-2">',
)


def run(page: ParsedPage) -> AuditResult:
    if not page.references:
        return not_applicable("Nothing on the page refers to an id.")
    times = Counter(name for name in page.ids if name in page.references)
    repeated = {name: number for name, number in times.items() if number > 1}
    if repeated:
        found = (Finding(f'id="{n}"', f"{k} times") for n, k in repeated.items())
        return failed(f"Repeated: {', '.join(list(repeated)[:5])}.", found)
    return passed(f"{count(len(page.references), 'reference')} looked at.")
