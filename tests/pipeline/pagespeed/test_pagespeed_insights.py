"""PageSpeed Insights: what is asked, and what comes of each answer."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support import pagespeed_answers as answers
from support import pagespeed_server as fake
from support.certificates import make_certificate, tls_context
from support.hostile_server import HostileServer, Script
from support.pagespeed_server import PageSpeedServer
from webapp.domain.pagespeed import StrategyResult
from webapp.exceptions import JobTimedOut
from webapp.pipeline.pagespeed import PageSpeedInsights

URL = "https://example.com/?a=ü&key=1"
Make = Callable[..., PageSpeedInsights]


def mobile(provider: PageSpeedInsights) -> StrategyResult:
    return provider.measure(URL).results[0]


def test_it_sends_what_is_documented(
    psi: PageSpeedServer, provider: PageSpeedInsights
) -> None:
    provider.measure(URL)
    assert sorted(asked["strategy"][0] for asked in psi.asked) == ["desktop", "mobile"]
    for asked in psi.asked:
        assert asked["url"] == [URL]
        assert asked["key"] == [provider.key]
        assert asked["locale"] == ["en"]
        names = ["performance", "accessibility", "best-practices", "seo"]
        assert asked["category"] == names


def test_without_a_key_none_is_sent(psi: PageSpeedServer, make_provider: Make) -> None:
    endpoint = f"{psi.endpoint}?fields=x"
    make_provider(key="", endpoint=endpoint).measure(URL)
    assert len(psi.asked) == 2
    assert all("key" not in asked and asked["fields"] == ["x"] for asked in psi.asked)


def test_it_gives_both_results(provider: PageSpeedInsights) -> None:
    measured = provider.measure(URL)
    assert measured.provider == "psi"
    assert [result.strategy for result in measured.results] == ["mobile", "desktop"]
    assert not measured.unavailable
    assert measured.results[0].scores["performance"] == 85


def test_both_are_measured_at_once(
    psi: PageSpeedServer, provider: PageSpeedInsights
) -> None:
    met = threading.Barrier(2)

    def meet(sock: socket.socket) -> None:
        met.wait(4)
        fake.answer(answers.measured())(sock)

    psi.always(meet)
    assert all(not result.unavailable for result in provider.measure(URL).results)


def test_one_failure_leaves_the_other_alone(
    psi: PageSpeedServer, provider: PageSpeedInsights
) -> None:
    psi.says["mobile"] = [fake.HTML]
    measured = provider.measure(URL)
    assert measured.result("mobile") is None
    assert measured.result("desktop") is not None


@pytest.mark.parametrize(
    ("script", "part"),
    [
        (fake.KEY_INVALID, "the operator's key was refused"),
        (fake.FORBIDDEN, "the operator's key was refused"),
        (fake.BAD_PARAMETER, "does not take this address"),
        (fake.QUOTA_OF_A_DAY, "used up today"),
        (fake.QUOTA_WITHOUT_KEY, "a key that has a quota"),
        (fake.MOVED, "status 302"),
        (fake.HTML, "something other than JSON"),
        (fake.TRUNCATED_JSON, "something other than JSON"),
        (fake.CUT_OFF, "broke off"),
        (fake.huge, "more than 10 MB"),
        (fake.CAPTCHA, "robot"),
        (fake.CATEGORIES_NULL, "no scores"),
        (fake.runtime_error("PROTOCOL_TIMEOUT"), "PROTOCOL_TIMEOUT"),
        (fake.answer([1]), "something other than JSON"),
        (fake.send(b"hello?\r\n\r\n"), "not proper HTTP"),
        (fake.send(b""), "broke off"),
    ],
)
def test_what_is_not_measured_says_why_and_is_not_asked_again(
    psi: PageSpeedServer, provider: PageSpeedInsights, script: Script, part: str
) -> None:
    psi.always(script)
    measured = provider.measure(URL)
    assert len(psi.asked) == 2
    assert measured.unavailable.startswith("not measured: ")
    for result in measured.results:
        assert part in result.unavailable
        assert not result.problem


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (fake.NO_FCP, "NO_FCP"),
        (fake.UNREACHED, "FAILED_DOCUMENT_REQUEST"),
        (fake.user_error("???"), "UNKNOWN_ERROR"),
        (fake.OLD_NO_FCP, "NO_FCP"),
        (fake.runtime_error("NOT_HTML"), "NOT_HTML"),
    ],
)
def test_a_problem_of_the_page_is_a_result(
    psi: PageSpeedServer, provider: PageSpeedInsights, script: Script, code: str
) -> None:
    psi.always(script)
    result = mobile(provider)
    assert (result.problem, result.unavailable) == (code, "")
    assert set(result.scores.values()) == {None}
    assert len(psi.asked) == 2


def test_visitors_figures_outlive_a_failed_run(
    psi: PageSpeedServer, provider: PageSpeedInsights
) -> None:
    psi.always(fake.runtime_error("NO_FCP"))
    field = mobile(provider).field
    assert field is not None
    assert field.core_web_vitals == "good"


@pytest.mark.parametrize(
    "script", [fake.INTERNAL, fake.UNAVAILABLE, fake.QUOTA_OF_A_MINUTE]
)
def test_one_retry_may_save_it(
    psi: PageSpeedServer, provider: PageSpeedInsights, script: Script
) -> None:
    psi.always(script, fake.answer(answers.measured()))
    assert not mobile(provider).unavailable
    assert psi.times("mobile") == 2


@pytest.mark.parametrize(
    ("script", "part"),
    [
        (fake.INTERNAL, "failed on its side (status 500)"),
        (fake.QUOTA_OF_A_MINUTE, "too often"),
    ],
)
def test_there_is_no_second_retry(
    psi: PageSpeedServer, make_provider: Make, script: Script, part: str
) -> None:
    psi.always(script)
    assert part in mobile(make_provider(timeout_seconds=2.0)).unavailable
    assert psi.times("mobile") == 2


@pytest.mark.parametrize(
    "script",
    [fake.hang, fake.DRIP, fake.DRIPPING_HEAD, fake.slow(3, fake.INTERNAL)],
    ids=["hang", "drip", "dripping head", "slow"],
)
def test_time_is_bounded_in_all(
    psi: PageSpeedServer, make_provider: Make, script: Script
) -> None:
    psi.always(script)
    began = time.monotonic()
    result = mobile(make_provider(timeout_seconds=0.5))
    assert time.monotonic() - began < 2
    assert "did not answer in time" in result.unavailable
    assert psi.times("mobile") == 1


def test_the_retry_is_in_the_same_time(
    psi: PageSpeedServer, make_provider: Make
) -> None:
    psi.always(fake.QUOTA_OF_A_MINUTE, fake.hang)
    began = time.monotonic()
    assert "in time" in mobile(make_provider(timeout_seconds=1.0)).unavailable
    assert time.monotonic() - began < 2.5


def test_a_server_that_is_not_there(make_provider: Make) -> None:
    provider = make_provider(endpoint="http://127.0.0.1:1/x")
    assert "it refuses connections" in mobile(provider).unavailable


def test_a_name_that_is_not_known(
    make_provider: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    provider = make_provider(endpoint="https://psi.invalid/x")
    assert "could not be looked up" in mobile(provider).unavailable


def test_tls_is_checked(make_provider: Make, tmp_path: Path) -> None:
    server = HostileServer(tls_context(*make_certificate(tmp_path, "127.0.0.1")))
    provider = make_provider(endpoint=f"{server.url}/x")
    assert "no secure connection" in mobile(provider).unavailable
    assert not server.requests
    server.close()


def test_a_jobs_time_out_gets_through_at_once(
    psi: PageSpeedServer, make_provider: Make
) -> None:
    def ring(*_: object) -> None:
        raise JobTimedOut

    psi.always(fake.hang)
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    began = time.monotonic()
    try:
        with pytest.raises(JobTimedOut):
            make_provider(timeout_seconds=30).measure(URL)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - began < 2
    for thread in threading.enumerate():
        if thread.name.startswith("pagespeed-"):
            thread.join(2)
            assert not thread.is_alive()


def test_a_fault_of_ours_is_raised(
    provider: PageSpeedInsights, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("webapp.pipeline.pagespeed.insights.judge", broken)
    with pytest.raises(ZeroDivisionError):
        provider.measure(URL)
