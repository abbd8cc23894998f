"""Errors as people and programs meet them: a page, a fragment, or JSON."""

from __future__ import annotations

import logging

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    render_template,
    request,
)
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import NoMoreData, ParseException
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

from webapp.exceptions import Refused, Unavailable
from webapp.extensions import db

log = logging.getLogger(__name__)

SENTENCES = {
    400: "The request could not be understood.",
    403: "This page is not for your account.",
    404: "There is nothing at this address.",
    405: "This address does not answer to this kind of request.",
    409: "This is not possible any more.",
    413: "The request is too large.",
    415: "Send JSON, with the header Content-Type: application/json.",
    429: "Too many requests. Please wait a minute and try again.",
    500: "Something went wrong on our side. It has been noted; please try again.",
    503: "The service is not ready. Please try again in a moment.",
}
NEXT_STEPS = {
    404: "Check the address.",
    400: "Go back, load the page anew and send the form again.",
}


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(Refused, show_refused)
    app.register_error_handler(Unavailable, show_unavailable)
    app.register_error_handler(CSRFError, show_csrf)
    app.register_error_handler(SecurityError, show_wrong_host)
    app.register_error_handler(BadHost, show_bad_host)
    app.register_error_handler(HTTPException, show_http)
    app.register_error_handler(ParseException, show_bad_body)
    app.register_error_handler(NoMoreData, show_bad_body)
    app.register_error_handler(ObjectDeletedError, show_deleted)
    app.register_error_handler(SQLAlchemyError, show_database)
    app.register_error_handler(RedisError, show_redis)
    app.register_error_handler(Exception, show_unexpected)


def show_refused(error: Refused) -> Response:
    return answer(error.status, error.code, error.message)


def show_unavailable(error: Unavailable) -> Response:
    response = answer(error.status, error.code, error.message)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def show_csrf(error: CSRFError) -> Response:
    if request.endpoint == "scans.create":
        try:
            return show_form_again()
        except SQLAlchemyError as away:  # the top bar asks who is signed in
            return show_database(away)
    sentence = "Nothing was done: you signed in or out in another window since this "
    sentence += "form was opened, this browser did not keep its cookie, or the form "
    sentence += "came from elsewhere."
    return answer(400, "bad_csrf_token", sentence)


def show_form_again() -> Response:
    """The addresses were typed by a person: they outlive the session of their form."""
    sentence = (
        "Nothing was scanned yet: you signed in or out elsewhere, or this form came "
        "from elsewhere. Look at the addresses and press Scan again."
    )
    refused = Refused("bad_csrf_token", sentence, status=400)
    typed = request.form.get("urls", "")
    page = render_template("scans/new.html", typed=typed, error=refused, recent=[])
    return make_response(page, 400)


def show_wrong_host(error: SecurityError) -> Response:
    """In plain text: without a trusted host no page can build its links."""
    log.warning("TRUSTED_HOSTS: %s", error.description)
    sentence = "This site does not answer under this name (TRUSTED_HOSTS).\n"
    return Response(sentence, 400, mimetype="text/plain")


def show_bad_host(_error: BadHost) -> Response:
    """In plain text as well: there is no name that a link could begin with."""
    return Response("The Host header is no name.\n", 400, mimetype="text/plain")


def show_http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    sentence = SENTENCES.get(status, error.description or SENTENCES[500])
    response = answer(
        status, (error.name or "error").lower().replace(" ", "_"), sentence
    )
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def show_bad_body(error: Exception) -> Response:
    """Chunks that are none, or an end before the last: told when the body is read."""
    log.info("body: %s", error)
    response = answer(400, "bad_request", SENTENCES[400])
    response.headers["Connection"] = "close"
    return response


def show_deleted(error: ObjectDeletedError) -> Response:
    """Somebody was quicker, as with a button that is pressed twice."""
    log.info("deleted meanwhile: %s", error)
    db.session.rollback()
    g.pop("_login_user", None)  # it may be the account itself: Flask-Login asks anew
    return answer(404, "not_found", "This was deleted a moment ago.")


def show_database(error: SQLAlchemyError) -> Response:
    note_database(error)
    response = answer(503, "database", SENTENCES[503])
    response.headers["Retry-After"] = "10"
    return response


def note_database(error: SQLAlchemyError) -> None:
    log.error("database: %s", error, exc_info=error)
    db.session.rollback()


def show_redis(error: RedisError) -> Response:
    log.error("redis: %s", error)
    sentence = "Redis does not answer. Scans are accepted all the same and wait."
    return answer(503, "redis", sentence)


def show_unexpected(error: Exception) -> Response:
    log.error("unexpected", exc_info=error)
    db.session.rollback()
    return answer(500, "internal_error", SENTENCES[500])


def wants_json() -> bool:
    """The dashboard's scripts ask for JSON and cannot read a page."""
    accepted = request.accept_mimetypes
    return accepted.best_match(["text/html", "application/json"]) == "application/json"


def answer(status: int, code: str, message: str) -> Response:
    """In the form that was asked for."""
    if request.path.startswith("/api/") or wants_json():
        response = jsonify({"error": {"code": code, "message": message}})
        response.status_code = status
        return response
    return make_response(render(status, code, message), status)


def render(status: int, code: str, message: str) -> str:
    """The page or the fragment; it can be made while the database fails."""
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "errors/_error.html" if is_fragment else "errors/page.html"
    next_step = NEXT_STEPS.get(status, "")
    told = {
        "status": status,
        "code": code,
        "message": message,
        "next_step": next_step,
    }
    if status < 500:
        try:
            return render_template(template, **told, is_broken=False)
        except SQLAlchemyError as error:
            note_database(error)  # who is signed in could not be read for the top bar
    # Without context processors: Flask-Login's asks the database for the user even
    # where a template does not, and would fail again while its failure is told.
    return current_app.jinja_env.get_template(template).render(**told, is_broken=True)
