"""The operator's key is in the query and appears nowhere else."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest

from support import pagespeed_answers as answers
from support import pagespeed_server as fake
from support.hostile_server import Script
from support.pagespeed_server import PageSpeedServer
from webapp.pipeline.crawl.deadline import Deadline
from webapp.pipeline.pagespeed import PageSpeedInsights, to_json
from webapp.pipeline.pagespeed.service_call import CallFailed, call

URL = "https://example.com/"
Make = Callable[..., PageSpeedInsights]


def echo(key: str) -> Script:
    """An error that repeats our request."""
    message = f"Bad: {key} {quote(key)} {quote_plus(key)}"
    return fake.error("403 Forbidden", message, message)


def assert_absent(key: str, *texts: str) -> None:
    for text in texts:
        for spelling in (key, quote(key), quote_plus(key), quote(key, safe="")):
            assert spelling not in text


@pytest.mark.parametrize(
    "script",
    [
        fake.answer(answers.measured()),
        fake.KEY_INVALID,
        fake.QUOTA_OF_A_MINUTE,
        fake.INTERNAL,
        fake.HTML,
        fake.CUT_OFF,
        fake.DRIP,
        fake.send(b"?"),
    ],
)
def test_it_is_in_no_log_and_no_result(
    psi: PageSpeedServer,
    make_provider: Make,
    script: Script,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    provider = make_provider(timeout_seconds=1.0)
    psi.always(script)
    measured = provider.measure(URL)
    assert psi.asked[0]["key"] == [provider.key]
    stored = str(to_json(measured))
    assert_absent(provider.key, caplog.text, repr(provider), repr(measured), stored)


def test_it_is_not_repeated_after_the_service(
    psi: PageSpeedServer, provider: PageSpeedInsights, caplog: pytest.LogCaptureFixture
) -> None:
    psi.always(echo(provider.key))
    measured = provider.measure(URL)
    assert "[key]" in caplog.text
    assert_absent(provider.key, caplog.text, repr(measured))


def test_a_refused_key_is_an_alarm(
    psi: PageSpeedServer, provider: PageSpeedInsights, caplog: pytest.LogCaptureFixture
) -> None:
    psi.always(fake.KEY_INVALID)
    provider.measure(URL)
    alarms = [record for record in caplog.records if record.levelname == "ERROR"]
    assert alarms
    assert "refuses the operator's key" in alarms[0].getMessage()
    assert "API_KEY_INVALID" in alarms[0].getMessage()


@pytest.mark.parametrize("port", ["1", None])
@pytest.mark.parametrize("script", [fake.CUT_OFF, fake.send(b"?"), fake.DRIP])
def test_no_error_holds_it(
    psi: PageSpeedServer, provider: PageSpeedInsights, script: Script, port: str | None
) -> None:
    psi.always(script)
    address = provider.address(URL, "mobile")
    if port:
        address = address.replace(str(psi.port), port)
    with Deadline(0.5) as deadline, pytest.raises(CallFailed) as caught:
        call(address, deadline)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    told = "".join(traceback.format_exception(error))
    assert_absent(provider.key, told, str(error), repr(error))
