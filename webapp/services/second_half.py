"""What the second half of a scan needs, from settings and from the scan's row."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from webapp.domain.report import ReportBody
from webapp.extensions import db
from webapp.models import Scan
from webapp.pipeline import generate
from webapp.pipeline.full_report import Insights, SecondHalf
from webapp.services import insights, pagespeed
from webapp.services.current import settings
from webapp.services.leases import Claim
from webapp.services.scan_options import extractor


def of_claim(claim: Claim) -> SecondHalf:
    """For a scan of the queue: its model's bill is kept in the database."""
    return as_set(
        lambda body, text: insights.insights_for(
            claim.scan_id, claim.attempt, body, text
        ),
        queries_of(claim),
    )


def queries_of(claim: Claim) -> tuple[str, ...]:
    """What the person wants the page to be found for."""
    chosen = select(Scan.queries).where(Scan.id == claim.scan_id)
    return tuple(db.session.scalar(chosen) or ())


def without_database(queries: Iterable[str] = ()) -> SecondHalf:
    """For a scan in this very process, which may have no database to keep a bill in:
    insights are composed by rules."""
    return as_set(by_rules, tuple(queries))


def as_set(how: Insights, queries: tuple[str, ...]) -> SecondHalf:
    """With PageSpeed as it is set, and the models of this process."""
    found = extractor()
    return SecondHalf(
        pagespeed=pagespeed.provider(settings()),
        insights=how,
        encoder=found.passage_encoder,
        reranker=found.reranker,
        queries=queries,
    )


def by_rules(body: ReportBody, text: str) -> dict[str, object]:
    """Insights that no model is asked for."""
    return generate.compose_insights(
        body["audits"], body["page"], body["keyphrases"], text
    )
