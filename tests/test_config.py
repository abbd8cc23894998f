"""Settings: defaults, strictness, one sentence that names the value."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import config
from config import ConfigError, load_settings
from webapp.domain.version import VERSION
from webapp.domain.web_port import PROCFILE


def load(tmp_path: Path, **environ: str) -> config.Settings:
    return load_settings({"VAR_DIR": str(tmp_path), **environ})


def test_nothing_set_is_a_development_copy_of_its_own(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.app_env == "development"
    assert settings.database_url == f"sqlite:///{tmp_path}/xenlixai.sqlite"
    assert settings.redis_url == f"unix://{tmp_path}/valkey.sock"
    assert settings.redis_is_embedded
    assert (settings.scan_job_timeout, settings.scan_failure_ttl) == (300, 604800)
    assert settings.public_url == "http://localhost:5000"


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "DYNO"])
def test_a_deployed_copy_is_production_and_wants_a_secret(
    tmp_path: Path, name: str
) -> None:
    value = {"DATABASE_URL": "postgres://h/d", "REDIS_URL": "redis://h"}.get(name, "1")
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        load(tmp_path, **{name: value})
    assert load(tmp_path, **{name: value, "SECRET_KEY": "s" * 32}).is_production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("REDIS_URL", "http://x"),
        ("REDIS_URL", "redis://h:abc"),
        ("REDIS_URL", "redis://h:70000"),
        ("REDIS_URL", "redis://[h"),
        ("REDIS_URL", "redis:h"),
        ("REDIS_URL", "redis://h/0?db=x"),
        ("REDIS_URL", "redis:///0?port=x"),
        ("REDIS_URL", "unix://"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql://h:abc/x"),
        ("DATABASE_URL", "postgresql://h:70000/x"),
        ("DATABASE_URL", "postgresql://h/x?port=abc"),
        ("DATABASE_URL", "postgresql:h"),
        ("DATABASE_URL", "sqlite:/foo"),
        ("DATABASE_URL", "sqlite://foo"),
        ("DATABASE_URL", "sqlite://"),
        ("PUBLIC_URL", "example.com"),
        ("PUBLIC_URL", "http://"),
        ("PUBLIC_URL", "https:example.com"),
        ("PUBLIC_URL", "https://example.com:x"),
        ("PUBLIC_URL", "https://a b/"),
        ("PUBLIC_URL", "https://a\nb/"),
        ("PUBLIC_URL", "https://[a/"),
        ("PUBLIC_URL", "https://пример.рф"),
        ("USER_AGENT", "XenlixAI\r\nX-Evil: 1"),
        ("USER_AGENT", "XenlixAI\0"),
        ("USER_AGENT", "Ксенликс"),
        ("SCAN_JOB_TIMEOUT", "5 minutes"),
        ("SCAN_JOB_TIMEOUT", "0"),
        ("SCAN_LEASE_SECONDS", "0"),
        ("SCAN_ALLOWED_NETWORKS", "10.0.0.0/99"),
        ("SCAN_ALLOWED_NETWORKS", "10.0.0.1/8"),
        ("ANONYMOUS_SCANS", "maybe"),
        ("APP_ENV", "staging"),
        ("WORKER_QUEUES", "xenlixai_high,other"),
        ("KEYPHRASES_ENCODER", "gpu"),
        ("LOG_FORMAT", "xml"),
        ("QUEUE_CAP", "1e3"),
        ("SECRET_KEY", "short"),
    ],
)
def test_a_malformed_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(
            tmp_path,
            APP_ENV=value if name == "APP_ENV" else "development",
            **({} if name == "APP_ENV" else {name: value}),
        )
    told = str(caught.value)
    assert told.startswith(name)
    assert ": use " in told
    assert told.count("\n") == 0


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_a_password_is_not_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, **{name: "ftp://me:se/cr@et@host/x"}, SECRET_KEY="s" * 32)
    assert "ftp://…@host/x" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REDIS_URL", "redis:///0"),
        ("REDIS_URL", "rediss://:p@h:7000/1?socket_timeout=3"),
        ("REDIS_URL", "unix:///run/r.sock?db=1"),
        ("DATABASE_URL", "postgresql+psycopg://u:p#1@h/d"),
        ("DATABASE_URL", "postgresql+psycopg:///d?host=/run/pg"),
        ("DATABASE_URL", "sqlite:////folder/file"),
        ("PUBLIC_URL", "https://a.example:8443/scans"),
        ("USER_AGENT", "Übersicht/1.0 (+https://a.example)"),
    ],
)
def test_a_sound_value_is_taken_as_it_is(tmp_path: Path, name: str, value: str) -> None:
    settings = load(tmp_path, **{name: value}, SECRET_KEY="s" * 32)
    assert getattr(settings, name.lower()) == value


@pytest.mark.parametrize(
    ("text", "seconds"), [("300", 300), ("300s", 300), ("5m", 300), ("2h", 7200)]
)
def test_durations(tmp_path: Path, text: str, seconds: int) -> None:
    assert load(tmp_path, SCAN_JOB_TIMEOUT=text).scan_job_timeout == seconds


def test_herokus_postgres_scheme_is_understood(tmp_path: Path) -> None:
    settings = load(tmp_path, DATABASE_URL="postgres://u:p@h/d", SECRET_KEY="s" * 32)
    assert settings.database_url == "postgresql+psycopg://u:p@h/d"


def test_the_development_secret_is_made_once_and_private(tmp_path: Path) -> None:
    first, second = load(tmp_path).secret_key, load(tmp_path).secret_key
    assert first == second
    assert len(first) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_two_folders_have_two_secrets(tmp_path: Path) -> None:
    assert load(tmp_path / "a").secret_key != load(tmp_path / "b").secret_key


def test_the_folder_is_for_its_owner(tmp_path: Path) -> None:
    load(tmp_path / "var")
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 90)
    url = load(deep).redis_url
    assert len(os.fsencode(url.removeprefix("unix://"))) <= 100
    assert url == load(deep).redis_url
    assert url != load(tmp_path / ("y" * 90)).redis_url


def test_the_noted_redis_url_is_read(tmp_path: Path) -> None:
    (tmp_path / "redis.url").write_text("redis://127.0.0.1:7000/0\n")
    assert load(tmp_path).redis_url == "redis://127.0.0.1:7000/0"


def test_a_socket_noted_by_another_checkout_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "redis.url").write_text("unix:///elsewhere/valkey.sock\n")
    assert load(tmp_path).redis_url == f"unix://{tmp_path}/valkey.sock"


def test_the_version_is_the_projects() -> None:
    told = tomllib.loads(Path(config.__file__).with_name("pyproject.toml").read_text())
    assert told["project"]["version"] == VERSION


def test_every_process_knows_the_port_of_the_web(tmp_path: Path) -> None:
    lines = Path(config.__file__).with_name("Procfile").read_text().splitlines()
    assert tuple(line.partition(":")[0] for line in lines) == PROCFILE
    for number, name in enumerate(PROCFILE[1:], 1):
        for copy in (1, 2):
            told = str(8000 + 100 * number + copy - 1)
            settings = load(tmp_path, PORT=told, HONCHO_PROCESS_NAME=f"{name}.{copy}")
            assert settings.port == 8000
            assert "+http://localhost:8000/bot" in settings.user_agent
    for name in ("other.1", "web.2", "worker.x", ""):
        assert load(tmp_path, PORT="8100", HONCHO_PROCESS_NAME=name).port == 8100


@pytest.mark.parametrize("name", PROCFILE)
def test_every_process_takes_any_port_and_tells_the_number_typed(
    tmp_path: Path, name: str
) -> None:
    def start(typed: int) -> config.Settings:
        shifted = str(typed + 100 * PROCFILE.index(name))
        return load(tmp_path, PORT=shifted, HONCHO_PROCESS_NAME=f"{name}.1")

    assert start(65535).port == 65535
    assert start(1).port == 1
    with pytest.raises(ConfigError, match=r"PORT is '65536': .* from 1 to 65535"):
        start(65536)


def test_one_process_alone_under_honcho_gets_the_port_itself(tmp_path: Path) -> None:
    assert load(tmp_path, PORT="80", HONCHO_PROCESS_NAME="redis.1").port == 80


@pytest.mark.parametrize("folder", ["/proc/nowhere", "/dev/null/var"])
def test_a_folder_that_cannot_be_made_is_named(folder: str) -> None:
    with pytest.raises(ConfigError, match=f"written to {folder}: .*VAR_DIR"):
        load_settings({"VAR_DIR": folder})


def test_a_copy_with_servers_of_its_own_needs_no_folder() -> None:
    servers = {"DATABASE_URL": "postgres://h/d", "REDIS_URL": "redis://h"}
    settings = load_settings({"VAR_DIR": "/proc/x", "SECRET_KEY": "s" * 32, **servers})
    assert settings.is_production


@pytest.fixture
def dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(config, "ROOT", tmp_path)
    for name in ("APP_ENV", "DATABASE_URL", "REDIS_URL", "DYNO", "PORT"):
        monkeypatch.delenv(name, raising=False)
    config.settings.cache_clear()
    yield tmp_path / ".env"
    config.settings.cache_clear()


def test_what_is_set_wins_over_the_file(
    dotenv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dotenv.write_text("PORT=7001\nQUEUE_CAP=7\n")
    monkeypatch.setenv("QUEUE_CAP", "8")
    assert (config.settings().port, config.settings().queue_cap) == (7001, 8)


def test_a_file_that_is_no_text_is_told(dotenv: Path) -> None:
    dotenv.write_bytes(b"SECRET_KEY=\xff\xfe")
    with pytest.raises(ConfigError, match=r"\.env cannot be read as UTF-8"):
        config.settings()


def test_make_run_leaves_the_file_to_the_settings() -> None:
    recipe = Path(config.__file__).with_name("Makefile").read_text()
    assert "honcho -e /dev/null start" in recipe
