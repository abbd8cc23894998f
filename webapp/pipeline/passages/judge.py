"""Whether a passage can stand alone as an answer, and what it lacks."""

from __future__ import annotations

import re
from typing import Any

from webapp.audits.question_words import FIRST_WORDS
from webapp.audits.statements import fact_of, first_sentence, first_word
from webapp.pipeline.passages.lexical import terms
from webapp.pipeline.passages.queries import Query

#: A first word that means what stood before.
POINTING = {
    "en": "it|its|they|them|their|he|she|his|her|these|those|this|that|such|both|"
    "however|therefore|also|moreover|furthermore|additionally|but|and|so|then|"
    "otherwise",
    "de": "es|sie|er|ihr|ihre|sein|seine|dies|diese|dieser|dieses|diesen|diesem|das|"
    "dabei|dazu|dadurch|damit|daher|deshalb|dafür|hierbei|hierfür|dort|dann|außerdem|"
    "jedoch|zudem|beide|aber|und|denn|ebenso|solche",
    "fr": "il|elle|ils|elles|ce|cela|ceci|ça|c'est|celui-ci|celle-ci|ceux-ci|cette|ces|"
    "cet|son|sa|ses|leur|leurs|y|donc|ainsi|cependant|toutefois|aussi|mais|et|puis|"
    "ensuite",
    "es": "él|ella|ellos|ellas|esto|eso|este|esta|estos|estas|ese|esa|esos|esas|su|sus|"
    "dicho|dicha|ambos|además|también|pero|y|entonces|luego|por eso|asimismo",
}  # fmt: skip
#: The same words where they mean nothing before them.
NO_POINTING = {
    "en": r"it(?:'s| is| was| takes| can be| may be| depends)\b(?! (?:an?|the|also|"
    r"used|called|made)\b)|(?:this|that|these|those) (?:article|page|guide|chapter|"
    r"section|tutorial|post|year|week|month)\b",
    "de": r"es (?:gibt|ist (?:wichtig|möglich|ratsam|sinnvoll|notwendig)|kommt darauf|"
    r"empfiehlt|lohnt|heißt|dauert)\b|(?:dieser|dieses|diese) (?:artikel|seite|"
    r"ratgeber|beitrag|kapitel|jahr)\b|sie (?:können|sollten|haben|möchten|müssen)\b",
    "fr": r"il (?:faut|y a|existe|est (?:possible|important|conseillé|nécessaire)|"
    r"suffit|s'agit)\b|(?:cet|cette|ce) (?:article|page|guide|chapitre|année)\b",
    "es": r"(?:este|esta) (?:artículo|página|guía|capítulo|año)\b",
}
#: At its beginning: what follows is said somewhere else.
POINTERS = {
    "en": r"(?:please )?(?:see\b(?! (?:an?|your|if|whether|that)\b)|refer to\b)|"
    r"(?:learn|read) more\b",
    "de": r"siehe\b|mehr (?:dazu|informationen)\b",
    "fr": r"voir\b(?! (?:une?|votre|si)\b)|pour en savoir plus\b",
    "es": r"véase\b|más información\b",
}
#: Anywhere in the first sentence: said of something else on the page.
ELSEWHERE = {
    "en": r"\b(?:as (?:mentioned|noted|described|discussed|shown|explained|stated) "
    r"(?:above|before|earlier|previously|below)|(?:mentioned|described|listed) above|"
    r"see (?:above|below)|the (?:former|latter)|the above|the following)\b",
    "de": r"\b(?:wie (?:oben|bereits|zuvor|schon|eingangs)|(?:siehe|wie) oben|"
    r"oben (?:genannt|erwähnt|beschrieben)|(?:letzter|erster)e[rsn]?\b|weiter unten|"
    r"im folgenden)",
    "fr": r"(?:ci-dessus|ci-dessous|plus haut|susmentionné|précédemment|ce dernier|"
    r"cette dernière|comme (?:vu|mentionné|indiqué))",
    "es": r"\b(?:como (?:se )?(?:mencion|indic|dij|vimos|hemos)\w*|antes mencionad|"
    r"arriba|más abajo|anteriormente|est[ea] últim[oa])",
}
FIRSTS = {lang: frozenset(words.split("|")) for lang, words in POINTING.items()}
EXCEPTIONS = {lang: re.compile(text, re.I) for lang, text in NO_POINTING.items()}
PHRASES = {
    lang: re.compile(rf"^(?:{POINTERS[lang]})|{text}", re.I)
    for lang, text in ELSEWHERE.items()
}
#: Shorter terms are mostly articles and the like.
TERM_CHARACTERS = 4
NOT_JUDGED = "not judged"


def judge(text: str, query: Query, lang: str) -> dict[str, Any]:
    """What the first sentence of a passage does, and what it lacks, in words.

    ``names_subject`` and ``has_fact`` are booleans; ``dangling`` is the word or phrase
    that points to what the passage does not hold, empty where there is none, and
    ``not judged`` in languages that this module does not know.
    """
    sentence = first_sentence(text)
    wanted = subject_terms(query, lang)
    names = not wanted or names_one(sentence, wanted)
    dangling = dangling_word(sentence, lang)
    fact = fact_of(sentence, lang)
    hangs = bool(dangling) and dangling != NOT_JUDGED
    return {
        "first_sentence": sentence,
        "names_subject": names,
        "dangling": dangling,
        "has_fact": bool(fact),
        "fact": fact,
        "stands_alone": names and not hangs and bool(fact),
        "missing": missing(names, dangling if hangs else "", fact),
    }


def missing(names_subject: bool, dangling: str, fact: str) -> list[str]:
    """Sentences; none where nothing lacks."""
    found = []
    if not names_subject:
        found.append("Its first sentence does not name what is asked about.")
    if dangling:
        found.append(
            f"Its first sentence points with “{dangling}” to something that is not in "
            "the passage."
        )
    if not fact:
        found.append("Its first sentence has no number, definition or name.")
    return found


def subject_terms(query: Query, lang: str) -> set[str]:
    """What a query is about: its terms without question words and short words."""
    about = query.subject or query.text
    asking = set(terms(" ".join(FIRST_WORDS.get(lang, ()))))
    found = {term for term in terms(about) if term not in asking}
    return {t for t in found if len(t) >= TERM_CHARACTERS or not t.isascii()} or found


def names_one(sentence: str, wanted: set[str]) -> bool:
    return not wanted.isdisjoint(terms(sentence))


def dangling_word(sentence: str, lang: str) -> str:
    """The word or phrase that means something outside of the passage."""
    if lang not in FIRSTS:
        return NOT_JUDGED
    straight = sentence.replace("’", "'")
    found = PHRASES[lang].search(straight)
    if found:
        return found[0]
    word = first_word(straight)
    if word in FIRSTS[lang] and not EXCEPTIONS[lang].match(straight.lstrip("\"'“„« ")):
        return word
    return ""
