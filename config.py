"""The only reader of the environment: typed, strict, told in one sentence.

``load_settings`` turns environment variables into one frozen ``Settings``; a malformed
value raises ``ConfigError`` that names it. Nothing else in the project reads
``os.environ`` (a test holds this).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import tempfile
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from webapp.domain import setting_values, var_folder
from webapp.domain.mail_server import parse_smtp_url
from webapp.domain.queue_names import QUEUES
from webapp.domain.settings import Settings
from webapp.domain.settings_reader import ConfigError, Reader
from webapp.domain.version import VERSION
from webapp.domain.web_port import web_port
from webapp.server_urls import parse_database_url, parse_redis_url

ROOT = Path(__file__).resolve().parent
#: What must be in a process's environment before torch or the tokenizers load: one
#: thread pool per process, since a pool does not survive the fork of a work horse.
#: https://github.com/huggingface/tokenizers (TOKENIZERS_PARALLELISM)
MODEL_ENVIRONMENT = {"TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}


def database_url(read: Reader, var_dir: Path) -> str:
    default = f"sqlite:///{var_dir / 'xenlixai.sqlite'}"
    return read.parsed("DATABASE_URL", default, parse_database_url)


def embedded_socket(var_dir: Path) -> Path:
    """Where the embedded Valkey listens: always the same place for the same folder.

    A unix socket's path has at most 107 bytes (unix(7)); a longer one gets a short
    folder of its own below the system's temporary folder.
    """
    path = var_dir / "valkey.sock"
    if len(os.fsencode(path)) <= 100:
        return path
    digest = hashlib.sha256(os.fsencode(var_dir)).hexdigest()[:12]
    folder = f"xenlixai-{os.getuid()}-{digest}"
    return Path(tempfile.gettempdir()) / folder / "valkey.sock"


def redis_url(read: Reader, var_dir: Path) -> tuple[str, bool]:
    """The URL and whether it is the embedded Valkey's."""
    if url := read.parsed("REDIS_URL", "", parse_redis_url):
        return url, False
    own = f"unix://{embedded_socket(var_dir)}"
    noted = var_dir / "redis.url"
    told = noted.read_text().strip() if noted.is_file() else ""
    # A unix socket other than ours was noted by the folder this one was copied or moved
    # from: using it would mix two checkouts.
    return (told, True) if told and not told.startswith("unix:") else (own, True)


def secret_key(read: Reader, app_env: str, var_dir: Path) -> str:
    key = read.text("SECRET_KEY")
    if key and len(key) < 16:
        raise ConfigError("SECRET_KEY is too short: use at least 16 random characters.")
    if key:
        return key
    if app_env == "production":
        raise ConfigError(
            "SECRET_KEY is not set: production needs one, for example from "
            "`python -c 'import secrets; print(secrets.token_urlsafe(32))'`."
        )
    return development_secret(var_dir / "secret_key")


def development_secret(path: Path) -> str:
    """Made once; two processes that start together agree on whose link() was first."""
    if not path.is_file():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def needs_folder(read: Reader) -> bool:
    """A copy with servers and a secret of its own keeps no files."""
    has_server = read.text("DATABASE_URL").startswith("postgres")
    return not (has_server and read.text("REDIS_URL") and read.text("SECRET_KEY"))


def worker_queues(read: Reader) -> tuple[str, ...]:
    chosen = read.words("WORKER_QUEUES") or QUEUES
    unknown = [name for name in chosen if name not in QUEUES]
    if unknown:
        names = ", ".join(QUEUES)
        raise ConfigError(f"WORKER_QUEUES names {unknown[0]!r}: use names of {names}.")
    return chosen


def default_environment(read: Reader) -> str:
    deployed = any(read.text(name) for name in ("DATABASE_URL", "REDIS_URL", "DYNO"))
    return "production" if deployed else "development"


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Parse an environment. Raises ``ConfigError`` for the first value that is off."""
    read = Reader(environ)
    # Not resolve(), which raises for links that lead in a circle.
    var_dir = Path(os.path.realpath(read.text("VAR_DIR", str(ROOT / "var"))))
    if needs_folder(read):
        var_folder.make(var_dir)
    try:
        return read_settings(read, var_dir)
    except OSError as error:
        raise ConfigError(var_folder.unusable(error, var_dir)) from error


def read_settings(read: Reader, var_dir: Path) -> Settings:
    app_env = read.choice(
        "APP_ENV", default_environment(read), ("development", "production")
    )
    if app_env == "production":
        read.parsed("FLASK_DEBUG", "0", setting_values.parse_no_debug)
    url, is_embedded = redis_url(read, var_dir)
    return Settings(
        app_env=app_env,
        var_dir=var_dir,
        database_url=database_url(read, var_dir),
        redis_url=url,
        redis_is_embedded=is_embedded,
        redis_tls_verify=read.flag("REDIS_TLS_VERIFY", True),
        secret_key=secret_key(read, app_env, var_dir),
        secret_key_fallbacks=read.words("SECRET_KEY_FALLBACKS"),
        worker_queues=worker_queues(read),
        web_concurrency=read.number("WEB_CONCURRENCY", 2, 1, 64),
        log_format=read.choice("LOG_FORMAT", "text", ("text", "json")),
        sentry_dsn=read.parsed("SENTRY_DSN", "", setting_values.parse_sentry_dsn),
        metrics_allowed_networks=read.networks("METRICS_ALLOWED_NETWORKS"),
        **web_settings(read),
        **scan_settings(read),
        **foreign_settings(read),
    )


def web_settings(read: Reader) -> dict[str, Any]:
    """The web's address and who may use it; the fetch names and avoids the address."""
    port = web_port(read)
    public_url = read.parsed("PUBLIC_URL", "", setting_values.parse_web_url).rstrip("/")
    public_url = public_url or f"http://localhost:{port}"
    agent = f"Mozilla/5.0 (compatible; XenlixAI/{VERSION}; +{public_url}/bot)"
    return {
        "port": port,
        "public_url": public_url,
        "trusted_hosts": read.words("TRUSTED_HOSTS"),
        "proxy_hops": read.number("PROXY_HOPS", 0, 0, 10),
        "anonymous_scans": read.flag("ANONYMOUS_SCANS", True),
        "registration_open": read.flag("REGISTRATION_OPEN", True),
        "user_agent": read.parsed("USER_AGENT", agent, setting_values.parse_header),
        "crawler_contact": read.text("CRAWLER_CONTACT"),
        "crawler_addresses": read.words("CRAWLER_ADDRESSES"),
        "mail_server": read.parsed("SMTP_URL", None, parse_smtp_url),
    }


def scan_settings(read: Reader) -> dict[str, Any]:
    """Bounds and times of scans and their jobs."""
    return {
        "scan_job_ttl": read.duration("SCAN_JOB_TTL_SECONDS", 86400),
        "scan_history_ttl": read.duration("SCAN_HISTORY_TTL_SECONDS", 31536000),
        "scan_job_timeout": read.duration("SCAN_JOB_TIMEOUT", 300),
        "scan_result_ttl": read.duration("SCAN_RESULT_TTL", 3600),
        "scan_failure_ttl": read.duration("SCAN_FAILURE_TTL", 7 * 86400),
        "scan_lease": read.number("SCAN_LEASE_SECONDS", 30, 1, 3600),
        "stop_grace": read.number("STOP_GRACE_SECONDS", 4, 0, 3600),
        "scan_allowed_networks": read.networks("SCAN_ALLOWED_NETWORKS"),
        "limit_anonymous": read.number("LIMIT_ANONYMOUS_PER_HOUR", 10, 0),
        "limit_user": read.number("LIMIT_USER_PER_HOUR", 600, 0),
        "limit_target": read.number("LIMIT_TARGET_PER_HOUR", 60, 0),
        "limit_site_pages": read.number("LIMIT_SITE_PAGES", 50000, 0),
        "target_gap": read.number("TARGET_GAP_SECONDS", 1, 0),
        "queue_cap": read.number("QUEUE_CAP", 10000, 0),
        "keyphrases_timeout_ms": read.number("KEYPHRASES_TIMEOUT_MS", 15000, 0),
        "keyphrases_model": read.text("KEYPHRASES_MODEL", "default"),
        "keyphrases_encoder": read.choice(
            "KEYPHRASES_ENCODER", "auto", ("auto", "onnx", "torch", "statistics", "off")
        ),
    }


def foreign_settings(read: Reader) -> dict[str, Any]:
    """Services of others that the second half of a report asks: PageSpeed, a model."""
    return {
        "psi_api_key": read.parsed("PSI_API_KEY", "", setting_values.parse_token),
        "psi_endpoint": read.parsed("PSI_ENDPOINT", "", setting_values.parse_web_url),
        "psi_timeout": read.number("PSI_TIMEOUT_SECONDS", 90, 1, 600),
        "lighthouse": read.flag("LIGHTHOUSE", False),
        "llm_base_url": read.parsed(
            "LLM_BASE_URL", "", setting_values.parse_web_url
        ).rstrip("/"),
        "llm_api_key": read.parsed("LLM_API_KEY", "", setting_values.parse_token),
        "llm_model": read.text("LLM_MODEL"),
        "llm_timeout": read.number("LLM_TIMEOUT_SECONDS", 45, 1, 600),
        "llm_daily_tokens": read.number("LLM_DAILY_TOKENS", 1_000_000, 0),
    }


@lru_cache(maxsize=1)
def settings() -> Settings:
    """This process's settings. ``.env`` is read in development, below what is set."""
    try:
        values = dotenv_values(ROOT / ".env").items()
    except (UnicodeDecodeError, OSError) as error:
        raise ConfigError(f".env cannot be read as UTF-8 text: {error}.") from error
    from_file = {name: value for name, value in values if value is not None}
    merged = {**from_file, **os.environ}
    is_deployed = default_environment(Reader(os.environ)) == "production"
    if os.environ.get("APP_ENV", "production" if is_deployed else "") == "production":
        merged = dict(os.environ)
    return load_settings(merged)


def settings_or_exit() -> Settings:
    """The same for commands: a malformed value ends the process."""
    try:
        return settings()
    except ConfigError as error:
        sys.exit(f"XenlixAI cannot start. {error}")


def prepare_model_environment(environ: MutableMapping[str, str] = os.environ) -> None:
    """Set what torch and the tokenizers must find before they are imported."""
    environ.update({**MODEL_ENVIRONMENT, **environ})


def prepare_metrics_environment(folder: str) -> None:
    """Where processes add up what they count; before prometheus_client is imported."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
