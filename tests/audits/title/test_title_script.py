"""title.script."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "title.script"
RUSSIAN = "Помидоры любят солнце. " * 20


def page(title: str, text: str) -> str:
    return f"<head><title>{title}</title></head><body><main><p>{text}</p></main>"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Growing tomatoes", "Tomatoes love the sun. " * 20),
        ("Как вырастить помидоры", RUSSIAN),
        ("Adobe Photoshop для всех", RUSSIAN),
        ("ベランダのトマト栽培入門", "日本の家庭菜園では蕃茄が人気です。" * 20),
    ],
)
def test_it_passes(title: str, text: str) -> None:
    assert check(ID, page(title, text)).outcome == "pass"


@pytest.mark.parametrize(
    ("title", "text", "pair"),
    [
        ("Growing tomatoes at home", RUSSIAN, "Latin, the text is in Cyrillic"),
        (
            "Growing tomatoes",
            "トマトは太陽が大好きです。" * 30,
            "Latin, the text is in Ch",
        ),
        ("Помидоры дома", "Tomatoes love the sun. " * 20, "Cyrillic, the text is in L"),
    ],
)
def test_it_fails(title: str, text: str, pair: str) -> None:
    result = check(ID, page(title, text))
    assert result.outcome == "fail"
    assert result.findings[0].note.startswith(pair)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Sony PS5", RUSSIAN),
        ("Growing tomatoes", "Помидоры любят солнце."),
        ("", RUSSIAN),
        ("Growing tomatoes", "Sun " * 30 + "Солнце " * 15 + "شمس " * 30),
    ],
)
def test_it_does_not_apply(title: str, text: str) -> None:
    assert check(ID, page(title, text)).outcome == "na"
