"""The application factory: it only wires."""

from __future__ import annotations

from webapp import collector

with collector.resting():
    from flask import Flask

    from webapp import crash_reports, logs
    from webapp.domain.settings import Settings
    from webapp.extensions import csrf, db, limiter, login_manager, migrate


def create_app(settings: Settings | None = None, *, is_worker: bool = False) -> Flask:
    """Build the app. ``settings`` default to this process's environment."""
    if settings is None:
        from config import settings_or_exit

        settings = settings_or_exit()
    app = Flask(__name__)
    app.config.from_mapping(flask_config(settings))
    app.extensions["settings"] = settings
    logs.set_up(settings)
    crash_reports.set_up(settings, crash_reports.process_name(is_worker=is_worker))
    bind_extensions(app, settings, is_worker=is_worker)
    register_parts(app)
    return app


def flask_config(settings: Settings) -> dict[str, object]:
    """What Flask and its extensions read, from our settings."""
    from webapp.models.connections import engine_options

    production = settings.is_production
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.secret_key_fallbacks),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(is_sqlite=settings.is_sqlite),
        # The __Host- prefix needs Secure, which plain http in development cannot have.
        "SESSION_COOKIE_NAME": "__Host-xenlix" if production else "xenlix",
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 64 * 1024,
        "MAX_FORM_MEMORY_SIZE": 64 * 1024,
        "MAX_FORM_PARTS": 100,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
    }


def bind_extensions(app: Flask, settings: Settings, *, is_worker: bool) -> None:
    from webapp.models.connections import close_at_exit, give_back_at_end
    from webapp.models.transactions import tune_sqlite
    from webapp.queues.connection import connect

    db.init_app(app)
    give_back_at_end(app)
    migrate.init_app(app, db, directory=str(app.root_path) + "/../migrations")
    login_manager.init_app(app)
    csrf.init_app(app)
    pool = connect(settings, fail_fast=True).connection_pool
    app.config["RATELIMIT_STORAGE_OPTIONS"] = {"connection_pool": pool}
    limiter.init_app(app)
    with app.app_context():
        close_at_exit(db.engine)
        if settings.is_sqlite:
            tune_sqlite(db.engine, is_worker=is_worker)


def register_parts(app: Flask) -> None:
    with collector.resting():
        from webapp import (
            api,
            auth,
            checks,
            cli,
            errors,
            filters,
            ops,
            scans,
            schedules,
            security,
            sites,
            webhooks,
        )

    for part in (scans, sites, schedules, checks, auth, webhooks, ops, api):
        app.register_blueprint(part.bp)
    for module in (security, ops, filters, errors, cli):
        module.init_app(app)
