"""Who may do what with a scan: the rules, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.status import RETRIABLE, ScanStatus
from webapp.exceptions import Refused
from webapp.models import Scan
from webapp.services.actors import Actor


@dataclass(frozen=True)
class Permissions:
    """What this actor may do with this scan now."""

    cancel: bool
    retry: bool
    again: bool
    claim: bool
    delete: bool
    full_report: bool


def permissions(scan: Scan, actor: Actor) -> Permissions:
    """The rules of who may do what, in one place."""
    is_owner = is_users(scan, actor)
    is_mine = is_owner or is_visitors(scan, actor)
    status = ScanStatus(scan.status)
    has_ended_badly = status in RETRIABLE
    return Permissions(
        cancel=is_mine and scan.is_open,
        retry=is_mine and has_ended_badly,
        again=is_mine and not scan.is_open and not has_ended_badly,
        claim=(
            is_mine
            and actor.user is not None
            and scan.user_id is None
            and status == ScanStatus.TEASER_READY
        ),
        delete=is_mine and not scan.is_open,
        full_report=is_owner,
    )


def is_users(scan: Scan, actor: Actor) -> bool:
    return actor.user is not None and scan.user_id == actor.user.id


def is_visitors(scan: Scan, actor: Actor) -> bool:
    is_unclaimed = scan.user_id is None and scan.visitor_hash is not None
    return is_unclaimed and scan.visitor_hash == actor.visitor_hash


def require_mine(scan: Scan, actor: Actor) -> None:
    if not is_users(scan, actor) and not is_visitors(scan, actor):
        sentence = "Only who submitted this scan can do that."
        raise Refused("not_yours", sentence, status=403)


def require(condition: bool, sentence: str) -> None:
    if not condition:
        raise Refused("not_possible", sentence, status=409)
