"""Metrics for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client.core import Metric
from prometheus_client.exposition import choose_encoder
from sqlalchemy.exc import SQLAlchemyError

from webapp.exceptions import Refused, Unavailable
from webapp.extensions import db
from webapp.ops import request_metrics
from webapp.ops.blueprint import bp
from webapp.security import bearer_user, public
from webapp.services.actors import Actor
from webapp.services.current import settings
from webapp.services.operations import metrics as found

log = logging.getLogger(__name__)


@bp.record
def count_requests(state: Any) -> None:
    request_metrics.init_app(state.app)


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """For an address of METRICS_ALLOWED_NETWORKS, or an operator's or viewer's API
    token; what others are told is JSON, since a program asks."""
    try:
        if not is_near():
            check_token()
        return exposition(found.families())
    except (Refused, Unavailable) as error:
        return told(error)
    except SQLAlchemyError as error:
        log.error("metrics: database: %s", error)
        db.session.rollback()
        return told(Unavailable("database", "The database does not answer."))


def is_near() -> bool:
    """Whether the address that asks is one of the allowed networks."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:  # a unix socket, or a proxy that says "unknown"
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in settings().metrics_allowed_networks)


def check_token() -> None:
    """Raises ``Refused``. A token cannot be guessed, so nobody counts the tries."""
    user = bearer_user()
    if user is None:
        sentence = (
            "Send an operator's or viewer's API token (Authorization: Bearer <token>), "
            "or ask from a network of METRICS_ALLOWED_NETWORKS."
        )
        raise Refused("sign_in_required", sentence, status=401)
    if not Actor(user=user).sees_operations:
        sentence = "Metrics are for operators and viewers."
        raise Refused("operators_only", sentence, status=403)


def told(error: Refused | Unavailable) -> ResponseReturnValue:
    """As the API tells errors."""
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
    body = {"error": {"code": error.code, "message": error.message}}
    return jsonify(body), error.status, headers


def exposition(families: Iterable[Metric]) -> Response:
    """In the format that was asked for, with the web's own series at the end."""
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    everything = Collected([*families, *request_metrics.collector().collect()])
    return Response(encode(everything), content_type=content_type)


@dataclass
class Collected:
    """What an encoder reads; a registry would do no more."""

    families: list[Metric]

    def collect(self) -> list[Metric]:
        return self.families
