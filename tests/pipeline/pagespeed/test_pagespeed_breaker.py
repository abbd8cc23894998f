"""A service that keeps failing is left alone, by the work horses together."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from support import pagespeed_answers as answers
from support import pagespeed_server as fake
from support.pagespeed_server import PageSpeedServer
from webapp.pipeline.pagespeed import PageSpeedInsights
from webapp.pipeline.pagespeed.breaker import Breaker
from webapp.pipeline.pagespeed.insights import Run

URL = "https://example.com/"
Make = Callable[..., PageSpeedInsights]


def test_it_opens_after_five_failures(
    psi: PageSpeedServer, provider: PageSpeedInsights
) -> None:
    psi.always(fake.HTML)
    for _ in range(5):
        last = provider.measure(URL)
    assert len(psi.asked) == 6
    assert "failed 5 times in a row" in last.unavailable


def test_an_answer_about_the_page_is_no_failure(
    psi: PageSpeedServer, provider: PageSpeedInsights
) -> None:
    psi.always(fake.NO_FCP)
    for _ in range(4):
        assert provider.measure(URL).results[0].problem == "NO_FCP"
    psi.always(fake.BAD_PARAMETER)
    for _ in range(4):
        assert "address" in provider.measure(URL).unavailable


def test_a_success_begins_the_count_anew() -> None:
    breaker = Breaker(failures=2)
    for is_failure in (True, False, True):
        breaker.note(is_failure=is_failure)
    assert not breaker.is_open


def test_it_closes_by_time_and_opens_again_at_the_next_failure() -> None:
    breaker = Breaker(failures=2, seconds=0.1)
    breaker.note(is_failure=True)
    breaker.note(is_failure=True)
    assert breaker.is_open
    time.sleep(0.15)
    assert not breaker.is_open
    breaker.note(is_failure=True)
    assert breaker.is_open


def test_after_the_pause_an_answer_closes_it(
    psi: PageSpeedServer, make_provider: Make
) -> None:
    provider = make_provider(breaker=Breaker(failures=2, seconds=0.1))
    psi.always(fake.HTML)
    provider.measure(URL)
    assert provider.breaker.is_open
    time.sleep(0.15)
    psi.always(fake.answer(answers.measured()))
    assert not provider.measure(URL).unavailable
    assert provider.breaker.read() == (0, 0.0)


def test_work_horses_share_it() -> None:
    breaker = Breaker(failures=1)
    horse = os.fork()
    if not horse:
        breaker.note(is_failure=True)
        os._exit(0)
    os.waitpid(horse, 0)
    assert breaker.is_open


def test_being_ended_by_us_says_nothing_of_the_service(
    psi: PageSpeedServer, make_provider: Make
) -> None:
    provider = make_provider(breaker=Breaker(failures=1))
    psi.always(fake.hang)
    run = Run(provider, URL, "mobile")
    run.start()
    while not psi.asked:
        time.sleep(0.01)
    run.end()
    assert run.finish().unavailable
    assert not provider.breaker.is_open
