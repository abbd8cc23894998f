"""What makes a text a question, by language.

A heading is taken for one where it ends in a question mark, or where it is built like
one: most languages put the question word first, some put it last or anywhere.
"""

from __future__ import annotations

import re

#: Words that a question begins with.
FIRST = {
    "en": "what|what's|how|how's|why|when|where|where's|who|who's|whom|whose|which",
    "de": "was|wie|warum|wieso|weshalb|wann|wo|wer|wen|wem|wessen|welche|welcher|"
    "welches|welchen|welchem|woher|wohin|womit|wofür|wozu|woran|woraus|worauf|"
    "wodurch|wieviel|wieviele",
    "fr": "que|qu'est-ce|quoi|quel|quelle|quels|quelles|comment|pourquoi|quand|où|qui|"
    "combien|lequel|laquelle|est-ce|à quoi|c'est quoi",
    "es": "qué|que es|que son|cómo|como se|cuál|cuáles|cuándo|cuánto|cuánta|cuántos|"
    "cuántas|dónde|adónde|quién|quiénes|por qué|para qué",
    "it": "cosa|cos'è|che cosa|che cos'è|come|perché|perchè|quando|dove|dov'è|chi|"
    "quale|quali|qual è|quanto|quanta|quanti|quante",
    "pt": "o que|que é|como|por que|por quê|porque|porquê|quando|onde|quem|qual|quais|"
    "quanto|quanta|quantos|quantas",
    "nl": "wat|hoe|hoeveel|waarom|wanneer|waar|waarmee|waarvoor|wie|wiens|welke|welk",
    "pl": "co|czym|jak|jaki|jaka|jakie|dlaczego|czemu|kiedy|gdzie|skąd|dokąd|kto|komu|"
    "który|która|które|ile|czy",
    "sv": "vad|hur|varför|när|var|vart|varifrån|vem|vems|vilken|vilket|vilka",
    "da": "hvad|hvordan|hvorfor|hvornår|hvor|hvorfra|hvem|hvilken|hvilket|hvilke",
    "ru": "что|чем|как|какой|какая|какое|какие|почему|зачем|когда|где|куда|откуда|кто|"
    "чей|который|которая|сколько",
    "tr": "ne|neden|niçin|niye|nasıl|hangi|kim|kimin|nerede|nereye|nereden|kaç",
    "ja": "なぜ|どうして|どうやって|どのように|どこ|いつ|誰|だれ|何|どれ|どの",
    "zh": "什么|什麼|为什么|為什麼|为何|為何|如何|怎么|怎麼|怎样|怎樣|哪|谁|誰|何时|"
    "何時|多少|几",
    "ko": "무엇|왜|어떻게|언제|어디|누가|누구|어떤|어느|몇|얼마",
}  # fmt: skip
#: Endings of questions that have no question mark.
LAST = {
    "tr": "nedir|nelerdir|kimdir|nasıldır|nasıl yapılır|mı|mi|mu|mü",
    "ja": "か|とは|とは何か|って何|のか|でしょうか|ですか|ますか",
    "zh": "吗|嗎|呢|是什么|是什麼|怎么办|怎麼辦|多少",
    "ko": "까|나요|가요|은요|란|이란|인가|는가|일까",
}
#: Scripts that put no space after a word.
UNSPACED = frozenset({"ja", "zh", "ko"})
#: "2.3. Why …", "Q: What …", "3) How …".
NUMBERING = re.compile(r"(?:[Qq]:|\d{1,3}[.):]|(?:\d{1,3}\.)+\d{1,3})\s*|[¿*•–—\s]+")
#: What headings of generators carry at their end: a link to themselves.
ANCHORS = ("¶", "🔗", " #")
MARKS = ("?", "？", "؟", "⁇", "¿")
MAX_NUMBERINGS = 5
MAX_CHARACTERS = 300
#: Begins like a question, and asks nothing.
NO_QUESTIONS = ("what's new", "what is new", "who we are", "quando si parla")

FIRST_WORDS = {lang: frozenset(words.split("|")) for lang, words in FIRST.items()}
LAST_WORDS = {lang: tuple(words.split("|")) for lang, words in LAST.items()}


def clean_heading(text: str) -> str:
    """A heading without the sign of its own link."""
    text = text.strip()
    anchor = next((sign for sign in ANCHORS if text.endswith(sign)), "")
    return text.removesuffix(anchor).rstrip()


def bare(text: str) -> str:
    """A heading without its number and its anchor's sign."""
    text = clean_heading(text)
    for _ in range(MAX_NUMBERINGS):
        found = NUMBERING.match(text)
        if not found:
            break
        text = text[found.end() :]
    return text


def is_question(text: str, lang: str) -> bool:
    """Whether a text is a question. ``lang`` is a language tag; in a language without
    a list, and without one, a question mark alone tells."""
    asked = bare(text[:MAX_CHARACTERS])
    if asked.endswith(MARKS):
        return True
    code = lang.lower().partition("-")[0]
    if code == "el" and asked.endswith(";"):
        return True
    low = asked.lower().replace("’", "'").rstrip(".:…! ")
    if not low or low.startswith(NO_QUESTIONS):
        return False
    return begins_like_one(low, code) or ends_like_one(low, code)


def begins_like_one(low: str, code: str) -> bool:
    words = FIRST_WORDS.get(code, frozenset())
    if code in UNSPACED:
        return low.startswith(tuple(words))
    parts = low.split(None, 2)
    return len(parts) > 1 and (parts[0] in words or " ".join(parts[:2]) in words)


def ends_like_one(low: str, code: str) -> bool:
    endings = LAST_WORDS.get(code, ())
    if code in UNSPACED:
        return low.endswith(endings)
    return any(low.endswith(f" {ending}") for ending in endings)
