"""The door of /rq behind ``security``'s: sound addresses, and a Redis that answers.

rq-dashboard guards nothing itself. Its pages write the queue's name from the address
into a script, so a name with a quote in it would be code.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from redis.exceptions import RedisError
from rq.exceptions import InvalidJobOperation, NoSuchJobError

from webapp.domain.queue_names import DEFAULT, QUEUES
from webapp.exceptions import Refused, Unavailable
from webapp.queues import is_reachable
from webapp.services import jobs

log = logging.getLogger(__name__)

BLUEPRINT = "rq_dashboard"
PAGES = ("queues_overview", "workers_overview", "jobs_overview", "job_view")
FILES = ("static", "favicon")

JOB_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
MOST_PER_PAGE = 200
MOST_PAGES = 1_000_000

#: What each part of an address may be.
SOUND: dict[str, Callable[[str], bool]] = {
    "instance_number": lambda value: value == "0",
    "queue_name": lambda value: value in QUEUES,
    "registry_name": lambda value: value in jobs.PLACES,
    "per_page": lambda value: is_number(value, MOST_PER_PAGE),
    "page": lambda value: is_number(value, MOST_PAGES),
    "order": lambda value: value in ("asc", "dsc"),
    "job_id": lambda value: JOB_ID.fullmatch(value) is not None,
}


def is_number(value: str, high: int) -> bool:
    return re.fullmatch(r"[1-9][0-9]{0,6}", value) is not None and int(value) <= high


def view_name() -> str:
    return (request.endpoint or "").removeprefix(f"{BLUEPRINT}.")


def check() -> ResponseReturnValue | None:
    """Before each request; who asks, the gate of ``security`` has looked at by then."""
    if request.blueprint != BLUEPRINT:
        return None
    args = request.view_args or {}
    for name, value in args.items():
        if value is not None and name in SOUND and not SOUND[name](str(value)):
            return refuse(404, "not_found", "There is nothing at this address.")
    if view_name() == "requeue_all" and request.method != "POST":
        # The package's route changes things on a mere link as well.
        answer = jsonify(problem("method_not_allowed", "Send a POST."))
        return answer, 405, {"Allow": "POST"}
    if view_name() == "jobs_overview" and args["queue_name"] is None:
        return redirect(url_of_queue(DEFAULT))
    if view_name() not in FILES and not redis_answers():
        return unavailable()
    return None


def url_of_queue(name: str) -> str:
    return url_for(
        f"{BLUEPRINT}.jobs_overview",
        instance_number=0,
        queue_name=name,
        registry_name=jobs.QUEUED,
        per_page=25,
        order="asc",
        page=1,
    )


def redis_answers() -> bool:
    with jobs.connection() as connection:
        return is_reachable(connection)


def guarded(view: Callable[..., Any]) -> Callable[..., Any]:
    """What a stale page or a Redis that goes away makes RQ raise, as an answer."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except NoSuchJobError:
            return refuse(404, "no_such_job", "There is no such job any more.")
        except InvalidJobOperation:
            sentence = "The job is in another state by now: load the page anew."
            return refuse(409, "not_possible", sentence)
        except ValueError:
            log.warning("a job in Redis cannot be read", exc_info=True)
            sentence = "What Redis holds here cannot be read."
            return refuse(409, "unreadable_job", sentence)
        except Refused as error:
            return refuse(error.status, error.code, error.message)
        except RedisError:
            return unavailable()

    return run


def unavailable() -> ResponseReturnValue:
    sentence = "Redis does not answer. The queues are shown again once it does."
    return refuse(503, "redis", sentence)


def refuse(status: int, code: str, sentence: str) -> ResponseReturnValue:
    """A page where a page was asked for, else JSON."""
    if view_name() not in PAGES:
        return jsonify(problem(code, sentence)), status
    if status == 503:
        raise Unavailable(code, sentence)
    raise Refused(code, sentence, status=status)


def problem(code: str, sentence: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": sentence}}
