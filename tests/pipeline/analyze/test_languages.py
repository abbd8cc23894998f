"""Words, break marks, stop words and stems of several languages."""

from __future__ import annotations

import time
from itertools import groupby

import pytest

from webapp.pipeline.analyze.languages import (
    ALIASES,
    STEMMERS,
    LanguageNotAvailable,
    language,
)
from webapp.pipeline.analyze.languages.stop_words import CONTENT, listed
from webapp.pipeline.analyze.languages.words import LONGEST, is_word


def runs(code: str, text: str) -> list[str]:
    """What stands between breaks and stop words, joined; breaks are left out."""
    known = language(code)

    def is_shown(token: str) -> bool:
        return is_word(token) and token.lower() not in known.stop_words

    grouped = groupby(known.tokens(text), key=is_shown)
    return [known.join(list(words)) for shown, words in grouped if shown]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("state-of-the-art e-mail", ["state-of-the-art", "e-mail"]),
        ("non\u2011breaking hyphens", ["non-breaking", "hyphens"]),
        ("Google's and Google’s", ["Google", "and", "Google"]),
        ("it's O'Reilly", ["it", "O'Reilly"]),
        ("I don't, we’ve, they'll", []),
        ("C++, C# and .NET", ["C++", "C#", "and", "NET"]),
        ("Node.js or ASP.NET", ["Node.js", "or", "ASP.NET"]),
        ("GPT-4.5 COVID-19 B2B", ["GPT-4.5", "COVID-19", "B2B"]),
        ("5G 3D-printing 2FA", ["5G", "3D-printing", "2FA"]),
        ("A/B AT&T R&D TCP/IP", ["A/B", "AT&T", "R&D", "TCP", "IP"]),
        ("Disney+ page.Next", ["Disney+", "page", "Next"]),
        ("a x 10kg 2024 3.5 15G", []),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("ＳＥＯ cafe\u0301", ["SEO", "café"]),
        ("one😀two—three_four", ["one", "two", "three_four"]),
    ],
)
def test_english_words(text: str, words: list[str]) -> None:
    assert [token for token in language("en").tokens(text) if is_word(token)] == words


def test_what_is_between_words_breaks() -> None:
    tokens = language("en").tokens("Buy now, or\n42 don't")
    assert tokens == ["Buy", "now", ",", "or", "\n", "42", "·"]
    assert [is_word(token) for token in tokens] == [1, 1, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("code", "text", "phrases"),
    [
        ("en", "The search engine of the year", ["search engine", "year"]),
        ("de", "Die Suche: E-Mail-Kampagne mit 5G", ["E-Mail-Kampagne", "5G"]),
        ("de", "z.B. die Mietpreise der Stadt", ["Mietpreise", "Stadt"]),
        ("fr", "L’optimisation de l'eau qu'il boit", ["optimisation", "eau", "boit"]),
        ("fr", "conseil de prud'hommes", ["conseil", "prud'hommes"]),
        ("it", "Un'idea dell'acqua", ["idea", "acqua"]),
        ("tr", "Google'ın ve İstanbul'da", ["Google", "İstanbul"]),
        ("uk", "комп’ютер і об'єкт", ["комп'ютер", "об'єкт"]),
        ("ru", "Книга о городе Москва", ["Книга", "городе Москва"]),
        ("he", 'נדל"ן בתל אביב', ['נדל"ן בתל אביב']),
        ("hi", "हिन्दी में खोज इंजन", ["हिन्दी", "खोज इंजन"]),
        ("fa", "بهینه‌سازی", ["بهینه‌سازی"]),
        ("el", "Ο κήπος είναι μεγάλος", ["κήπος", "μεγάλος"]),
        ("ca", "col·legi d'arquitectes", ["col·legi", "arquitectes"]),
        ("zh", "搜索引擎优化是一种利用。", ["搜索引擎优化", "利用"]),
        ("zh", "王小明在阿里巴巴工作", ["王小明", "阿里巴巴工作"]),
        ("zh", "我們的動物園 大熊貓", ["動物園", "大熊貓"]),
        ("zh-TW", "Google Analytics设置", ["Google Analytics设置"]),
        ("ja", "検索エンジン最適化は、技術です", ["検索エンジン最適化", "技術"]),
        ("ja", "ふるさと納税について説明しました", ["ふるさと納税", "説明"]),
        ("ja", "東京でiPhoneを買う", ["東京", "iPhone", "買う"]),
        ("th", "เครื่องมือค้นหาและการตลาด SEO", ["เครื่องมือค้นหา", "ตลาด SEO"]),
        ("lo", "ປະເທດລາວເປັນເມືອງ", ["ປະເທດລາວ", "ເມືອງ"]),
        ("km", "ភ្នំពេញ\u200bគឺជា\u200bរាជធានី។", ["ភ្នំពេញ", "រាជធានី"]),
        ("my", "ရန်ကုန်မြို့သည်", ["ရန်ကုန်မြို့"]),
        ("en", "The 日本語 page", ["日本語 page"]),
    ],
)
def test_phrases_between_stop_words(code: str, text: str, phrases: list[str]) -> None:
    assert runs(code, text) == phrases


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("검색엔진은 구글에서 서비스입니다", ["검색엔진", "구글", "서비스"]),
        ("SEO는 Google의", ["SEO", "Google의"]),
        ("인공지능을 사용하는 합니다", ["인공지능"]),
        ("고양이 고양이는", ["고양이", "고양이"]),
        ("한국의 한국은", ["한국", "한국"]),
        ("피부과 피부를 피부과에서", ["피부과", "피부", "피부과"]),
        ("민주주의", ["민주주의"]),
    ],
)
def test_korean_words_lose_their_particles(text: str, words: list[str]) -> None:
    assert [token for token in language("ko").tokens(text) if is_word(token)] == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ("search engine", "search engines")),
        ("de", ("mietpreis", "mietpreise")),
        ("fr", ("optimisation", "optimisations")),
        ("ru", ("книга", "книги")),
        ("nb", ("bok", "boken")),
        ("cs", ("stránka", "stránky")),
        ("pl", ("strona", "strony")),
    ],
)
def test_forms_of_a_word_have_one_stem(code: str, words: tuple[str, str]) -> None:
    assert len(set(language(code).stems(list(words)))) == 1


def test_without_a_stemmer_a_word_stays() -> None:
    assert language("zh").stems(["搜索"]) == ["搜索"]
    assert language("xx").stems(["walks"]) == ["walks"]


@pytest.mark.parametrize("code", sorted(STEMMERS))
def test_every_stemmer_is_there(code: str) -> None:
    assert language(code).stems(["a"])[0]


@pytest.mark.parametrize("code", sorted(CONTENT))
def test_a_page_may_be_about_a_word(code: str) -> None:
    content = set(CONTENT[code].split())
    assert content <= listed(code)
    assert not content & language(code).stop_words


def test_an_unknown_language_has_words_alone() -> None:
    unknown = language("")
    assert "the" not in unknown.stop_words
    assert unknown.tokens("The page’s end") == ["The", "page", "end"]
    assert unknown.capitals_tell


@pytest.mark.parametrize(
    ("code", "tell"), [("en", True), ("de", False), ("ar", False), ("th", False)]
)
def test_where_capitals_tell_of_names(code: str, tell: bool) -> None:
    assert language(code).capitals_tell is tell


@pytest.mark.parametrize("alias", sorted(ALIASES))
def test_another_code_is_the_same_language(alias: str) -> None:
    assert language(f"{alias.upper()}_XX") == language(ALIASES[alias])


def test_no_dictionary_is_a_sentence() -> None:
    with pytest.raises(LanguageNotAvailable, match="not available for Tibetan: it is"):
        language("bo-CN")


HOSTILE = [
    *(
        "a",
        "A",
        "1",
        "漢",
        "の",
        "ก",
        "\u0301",
        "a\u0301",
        "a'",
        "a-",
        "a.",
        "A&",
        "A/",
    ),
    *(" ", "漢 ", "a漢", "😀", "\u200b", "1.", "a+", 'א"', "\n", "3D", "b\u00ad"),
]
GROWTH = 16


@pytest.mark.parametrize(
    ("code", "piece"),
    [
        *(("en", piece) for piece in HOSTILE),
        ("fr", "c'"),
        ("ko", "가"),
        ("ko", "한국은 "),
    ],
)
def test_time_grows_as_the_text_does(code: str, piece: str) -> None:
    short = piece * (5_000 // len(piece))
    once = max(seconds(code, short), 0.001)
    # a time that grew with the square would be four times the limit
    assert seconds(code, short * GROWTH) < once * GROWTH * 4


def seconds(code: str, text: str) -> float:
    """Of this process alone, the best of three."""
    return min(processor_time(code, text) for _ in range(3))


def processor_time(code: str, text: str) -> float:
    started = time.process_time()
    language(code).tokens(text)
    return time.process_time() - started


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_word_is_longer_than_a_word(piece: str) -> None:
    tokens = language("en").tokens(piece * 1000)
    assert all(len(token) <= LONGEST for token in tokens if is_word(token))
