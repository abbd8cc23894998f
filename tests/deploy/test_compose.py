"""compose.yaml: what keeps scans, secrets and neighbours safe.

``docker compose config`` needs Docker, which the tests do without; the file was also
read by docker-compose and held against the Compose specification's schema.
"""

from __future__ import annotations

from typing import Any

import pytest

from config import load_settings
from deploy.files import ROOT, compose, procfile, seconds, words
from webapp.domain.settings import Settings

OURS = ("web", "worker", "scheduler")
ENVIRON = {
    "SECRET_KEY": "sixteen letters at least",
    "POSTGRES_PASSWORD": "elephant",
    "REDIS_PASSWORD": "otter",
    "PUBLIC_URL": "https://scan.example.com",
}
IMAGE = {"APP_ENV": "production", "PORT": "5000"}


@pytest.fixture
def services() -> dict[str, Any]:
    return compose(ENVIRON)


def settings_of(service: dict[str, Any]) -> Settings:
    given = {name: str(value) for name, value in service["environment"].items()}
    return load_settings(IMAGE | given)


def test_the_services_are_those_of_the_procfile(services: dict[str, Any]) -> None:
    assert set(services) == {*procfile(), "postgres"}
    assert services["worker"]["command"] == words(procfile()["worker"])
    assert services["scheduler"]["command"] == words(procfile()["scheduler"])
    assert "command" not in services["web"]  # the image's, see test_image.py


@pytest.mark.parametrize("name", ["web", "worker", "scheduler"])
def test_every_setting_is_one_that_the_product_takes(
    services: dict[str, Any], name: str
) -> None:
    found = settings_of(services[name])
    assert found.database_url.startswith("postgresql+psycopg://xenlixai:elephant@")
    assert found.redis_url == "redis://:otter@redis:6379/0"
    assert found.is_production
    config = (ROOT / "config.py").read_text()
    unknown = [n for n in services[name]["environment"] if f'"{n}"' not in config]
    assert not unknown


@pytest.mark.parametrize("missing", sorted(ENVIRON))
def test_a_secret_that_is_not_set_stops_the_start(missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        compose({name: ENVIRON[name] for name in ENVIRON if name != missing})


def test_a_running_scan_ends_before_its_worker(services: dict[str, Any]) -> None:
    worker = services["worker"]
    found = settings_of(worker)
    assert found.scan_job_timeout < found.stop_grace
    assert found.stop_grace < seconds(worker["stop_grace_period"])


def test_any_number_of_workers_may_run(services: dict[str, Any]) -> None:
    assert not {"container_name", "ports", "hostname"} & set(services["worker"])
    assert not any("container_name" in service for service in services.values())


def test_only_web_is_reached_and_only_from_this_machine(
    services: dict[str, Any],
) -> None:
    assert [name for name in services if "ports" in services[name]] == ["web"]
    assert services["web"]["ports"] == ["127.0.0.1:5000:5000"]
    assert services["web"]["networks"]["outside"]["aliases"] == ["backend"]
    for name in ("redis", "postgres"):
        assert services[name]["networks"] == ["stores"]
    assert settings_of(services["web"]).proxy_hops == 1


def test_our_containers_can_change_nothing(services: dict[str, Any]) -> None:
    for name in OURS:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]
        assert services[name]["image"] == services["web"]["image"]


def test_what_the_servers_store_is_kept_and_they_are_asked(
    services: dict[str, Any],
) -> None:
    assert "redis:/data" in services["redis"]["volumes"]
    assert "postgres:/var/lib/postgresql/data" in services["postgres"]["volumes"]
    assert "pg_isready" in services["postgres"]["healthcheck"]["test"]
    assert "ping | grep -q PONG" in services["redis"]["healthcheck"]["test"][-1]
    for name in OURS:
        assert services[name]["depends_on"] == ["postgres", "redis"]
        assert services[name]["restart"] == "unless-stopped"


def test_in_development_no_proxy_is_believed_and_local_pages_may_be_allowed() -> None:
    services = compose(
        ENVIRON | {"SCAN_ALLOWED_NETWORKS": "172.16.0.0/12"}, "compose.override.yaml"
    )
    assert settings_of(services["web"]).proxy_hops == 0
    for name in ("web", "worker"):
        assert settings_of(services[name]).scan_allowed_networks
    assert services["worker"]["environment"]["STOP_GRACE_SECONDS"] < seconds(
        services["worker"]["stop_grace_period"]
    )
