"""How far an answer beside the page can be judged at all."""

from __future__ import annotations

from webapp.domain.site_facts import Answer

#: Not asked by us, or refused by our own rules: says nothing of the site.
OURS = frozenset(
    {
        "not_asked",
        "blocked_by_robots",
        "robots_unreachable",
        "timeout",
        "dns_failure",
        "blocked_address",
        "bad_port",
    }
)
#: A firewall's answer to an unknown crawler; people and known crawlers get another.
SHUT_DOORS = frozenset({401, 403, 407, 429, 503})


def reason_unmeasured(answer: Answer | None) -> str:
    """Why nothing can be said, as a sentence; empty where something can."""
    if answer is None:
        return "It was not asked for."
    if answer.problem in OURS:
        return answer.note or "There was no answer."
    if answer.status in SHUT_DOORS:
        return (
            f"The server answered {answer.status} to our crawler, so it is not known "
            "what others get."
        )
    return ""
