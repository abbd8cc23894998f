"""Who the endpoint is, and that nobody else hears of key, page or answer."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from support import model_server as stub
from support.certificates import make_certificate, tls_context
from support.model_calls import KEY, Serve, call, request
from support.model_server import Script
from webapp.pipeline.generate.model_call import (
    Endpoint,
    ModelFailed,
)
from webapp.pipeline.generate.model_client import ask


def test_certificates_are_verified(serve: Serve, tmp_path: Path) -> None:
    own = tls_context(*make_certificate(tmp_path, "127.0.0.1"))
    server = serve(stub.helps, tls=own)
    with pytest.raises(ModelFailed) as told:
        call(server.url)
    assert server.asked == []
    assert told.value.code == "unreachable"


def test_the_environment_changes_nothing(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(stub.helps)
    server = serve(stub.helps)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    monkeypatch.setenv("OPENAI_BASE_URL", proxy.url)
    monkeypatch.setenv("OPENAI_API_KEY", "another")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Leak: 1")
    call(server.url)
    assert proxy.asked == []
    assert not {"openai-organization", "x-leak"} & set(server.asked[0].headers)
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent(serve: Serve) -> None:
    server = serve(stub.helps)
    call(server.url, key="")
    assert "authorization" not in server.asked[0].headers
    call(server.url.replace("//", "//ann:word@"), key="")
    assert server.asked[1].headers["authorization"] == "Basic YW5uOndvcmQ="


@pytest.mark.parametrize("script", [stub.fails("500 Oops"), stub.floods, stub.streams])
def test_nothing_is_told_to_logs_and_errors(
    serve: Serve, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ModelFailed) as told:
        call(serve(script).url.replace("//", "//ann:word@"))
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__
    for secret in (KEY, "word@", "keeps the roots"):
        assert secret not in caplog.text + repr(told.value)


def test_nothing_is_told_where_all_goes_well(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint = Endpoint(serve(stub.helps).url, KEY, "stub-1", 5)
    asked = request()
    shown = repr((endpoint, asked, ask(endpoint, asked)))
    for secret in (KEY, "keeps the roots", "Mend title", asked.secrets[0]):
        assert secret not in caplog.text + shown
