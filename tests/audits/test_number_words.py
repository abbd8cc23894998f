"""Numbers in words, where they are numbers and where they are not."""

from __future__ import annotations

import pytest

from webapp.audits.number_words import WORDS, has_number
from webapp.audits.statements import SAYS, fact_of


def test_every_language_of_definitions_has_its_words() -> None:
    assert set(WORDS) == set(SAYS)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "drink about two litres a day"),
        ("en", "leave it to stand for six hours"),
        ("en", "Twenty-one people came"),
        ("de", "trinken Sie etwa zwei Liter am Tag"),
        ("de", "es zieht fünfundzwanzig Minuten"),
        ("de", "das kostet zweihundert Euro"),
        ("de", "er braucht anderthalb Stunden"),
        ("fr", "laissez reposer six heures"),
        ("es", "déjelo reposar seis horas"),
        ("it", "lasciate riposare dieci ore"),
        ("pt", "deixe repousar três horas"),
        ("nl", "laat het zes uur staan"),
        ("pl", "odstaw na sześć godzin"),
        ("sv", "låt det stå i sju timmar"),
        ("da", "lad det stå i seks timer"),
        ("ru", "оставьте на шесть часов"),
        ("tr", "altı saat bekletin"),
        ("ja", "水に六時間つけておく"),
        ("zh", "放置六个小时"),
        ("zh", "放置十一个小时"),
        ("ko", "여섯 시간 동안 둡니다"),
        ("fi", "noin 6 tuntia"),
        ("", "about 2 litres"),
    ],
)
def test_a_number(lang: str, text: str) -> None:
    assert has_number(text, lang)
    assert fact_of(text, lang) == "a number"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "one of those things that nobody often weighs"),
        ("en", "the network is twofold, and attendance is tenable"),
        ("de", "ein einziger witziger Satz aus dem Jahrhundert"),
        ("fr", "un vélo neuf"),
        ("it", "se sei stanco"),
        ("ja", "十分に一番おいしい、その一つ"),
        ("zh", "这是一个很好的朋友"),
        ("fi", "noin kuusi tuntia"),
        ("", "about two litres"),
    ],
)
def test_no_number(lang: str, text: str) -> None:
    assert not has_number(text, lang)
