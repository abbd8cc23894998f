"""Health: is the process up, would a scan run."""

from __future__ import annotations

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from webapp.ops.blueprint import bp
from webapp.security import public
from webapp.services import health


@bp.get("/healthz")
@public
def healthz() -> Response:
    """For load balancers and containers: it touches nothing."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """For people and monitors: 200 where a scan would run, else 503 and why not."""
    checks = health.check_readiness()
    is_ready = all(check.is_ok is not False for check in checks)
    body = {
        "ready": is_ready,
        "checks": [
            {"name": check.name, "ok": check.is_ok, "text": check.text}
            for check in checks
        ],
    }
    return jsonify(body), 200 if is_ready else 503
