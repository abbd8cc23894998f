"""Link texts that say nothing, by language.

The list that Lighthouse tests for (its ``link-text`` audit), in the languages that most
pages are in. https://developer.chrome.com/docs/lighthouse/seo/link-text
"""

from __future__ import annotations

PHRASES = {
    "en": (
        "click here|click this|go|here|information|learn more|more|more info|"
        "more information|right here|read more|see more|start|this"
    ),
    "de": "klicke hier|hier klicken|hier|mehr|siehe|dies|das|weiterlesen",
    "es": "click aquí|click aqui|clicka aquí|clicka aqui|pincha aquí|pincha aqui|"
    "aquí|aqui|más|mas|más información|mas información|este|enlace|este enlace|"
    "empezar",
    "pt": "clique aqui|ir|mais informação|mais informações|mais|veja mais",
    "sv": "klicka här|härifrån|mer|mer info|mer information|länk|läs mer",
    "fr": "cliquez ici|ici|en savoir plus|lire la suite|plus|suite",
    "ja": "ここをクリック|こちらをクリック|リンク|続きを読む|続く|全文表示",
    "ko": "여기|여기를 클릭|클릭|링크|자세히|자세히 보기|계속|이동|전체 보기",
}
BY_LANGUAGE = {
    language: frozenset(text.split("|")) for language, text in PHRASES.items()
}
ALL = frozenset().union(*BY_LANGUAGE.values())


def says_nothing(text: str, lang: str) -> bool:
    """Whether a link's text is an empty phrase in its language; without a language, or
    with one that has no list, in any."""
    phrase = text.strip().lower().strip("»›>….!: ")
    primary = lang.lower().partition("-")[0]
    return phrase in BY_LANGUAGE.get(primary, ALL)
