"""Which headings are questions that somebody would ask who has not seen the page.

The rules know English, German, French and Spanish. In other languages a heading has to
be a question of some words, and no more is known.
"""

from __future__ import annotations

import re

from webapp.audits.question_words import bare, is_question
from webapp.domain.words import count_words
from webapp.pipeline.passages.lexical import common_words, terms

#: A heading with less ("Why?") names nothing; some languages say it in two.
LEAST_WORDS, LEAST_IN = 3, {"zh": 2, "ja": 2, "ko": 2, "tr": 2}
#: Words that say nothing of a question's subject: "How does it work?", "What is it?".
GENERIC = {
    "en": "work works working next happen happens happened start started starting "
    "begin go goes included include includes expect know apply cost costs price pay "
    "take takes long much matter matters mean means help helps need needs different "
    "right involved important available use used get getting attend else first learn",
    "de": "funktioniert kostet kosten preis dauert geht los weiter bedeutet passiert "
    "beginnen anfangen starten enthalten inbegriffen wissen brauche hilft",
    "fr": "fonctionne marche coûte coûter prix dure passe inclus commencer signifie "
    "savoir comprend aide",
    "es": "funciona cuesta precio dura tarda pasa sigue incluye empezar comenzar "
    "significa saber ayuda",
}
#: The page asks its reader something: mostly the subject is left out.
INVITES = {
    "en": r"(?:ready|want|wanna|need|interested|curious|wondering|tired|worried|"
    r"confused|got|still|already|forgot|prefer|not sure|not (?:yet )?ready|new to|"
    r"(?:look|search)ing for|thinking (?:of|about)|struggling (?:with|to)|"
    r"(?:planning|considering) (?:an?|to|your|on)|questions|"
    r"don't (?:have|want|see|know|like|miss)|can't (?:find|see|decide|wait)|"
    r"(?:do you )?have (?:an?|any|more|other|further|questions)|do you need help|"
    r"would you like|did you know|what are you waiting|"
    r"are you (?:ready|looking|interested|sure))\b",
    "de": r"(?:bereit|lust|interesse|noch (?:keine?|fragen|nicht)|schon gewusst|"
    r"(?:haben sie|hast du) (?:noch )?(?:weitere )?fragen|(?:brauchen sie|brauchst du) "
    r"hilfe|(?:möchten|wollen) sie|sie (?:möchten|suchen|haben|wollen)|neugierig|"
    r"wussten sie)\b",
    "fr": r"(?:prêt|prête|prêts|besoin|envie|intéressée?|une question|des questions|"
    r"avez-vous (?:des|une) questions?|vous (?:avez|cherchez|souhaitez|voulez)|"
    r"pas encore|le saviez-vous)\b",
    "es": r"(?:lista?|listos|necesitas|quieres|buscas|interesad[oa]|tienes? "
    r"(?:alguna|dudas|preguntas|más)|sabías)\b",
}
#: What everybody has: "our brain" is not the page's.
SHARED = {
    "en": r"brains?|bod(?:y|ies)|skin|sleep|hearts?|eyes?|ears?|bones?|muscles?|blood|"
    r"cells?|genes?|dna|minds?|memor(?:y|ies)|dreams?|emotions?|lives|health|children|"
    r"kids|pets?|dogs?|cats?|food|water|air|planet|earth|moon|sun|solar|galaxy|"
    r"universe|world|climate|environment|oceans?|society|economy|ancestors",
    "de": r"gehirn|körper|haut|schlaf|herz|augen?|blut|zellen|gene|gedächtnis|träume|"
    r"leben|gesundheit|kinder|planet|erde|mond|sonne|sonnensystem|galaxie|universum|"
    r"welt|klima|umwelt|gesellschaft",
    "fr": r"cerveau|corps|peau|sommeil|cœur|yeux|sang|cellules|gènes|mémoire|rêves|vie|"
    r"santé|enfants|planète|terre|lune|soleil|galaxie|univers|monde|climat|société",
    "es": r"cerebro|cuerpo|piel|sueño|corazón|ojos|sangre|células|genes|memoria|sueños|"
    r"vida|salud|hijos|planeta|tierra|luna|sol|galaxia|universo|mundo|clima|sociedad",
}
#: The page speaks of itself. "Why do we sleep?" may be anybody's question.
OF_ITSELF = {
    "en": rf"\bours?\b(?! (?:{SHARED['en']})\b)|"
    r"^(?:what|how|why|where|when|who|which) we\b(?! (?:need|dream|sleep|age|yawn|cry|"
    r"laugh|forget|remember|eat|fear|feel|think|die|breathe)\b)|"
    r"\bwe (?:help|offer|serve|cover|deliver|ship|accept|provide|guarantee)\b|"
    r"\b(?:choose|choosing|trust|about|contact|contacting|join|joining|support|with|"
    r"hire|from|for|to|tell|love|makes|sets|find|reach|visit|call) us\b|"
    r"^what you(?:'ll| will| get)\b|^what (?:[\w' ]+ )?(?:people|customers|clients|"
    r"patients|students|members|neighbors|homeowners|others|they) (?:are saying|say)\b",
    "de": rf"\bunser(?:e[mnrs]?)?\b(?! (?:{SHARED['de']})\b)|\buns\b|"
    r"^(?:was|wie|warum|wo|wer|wofür) wir\b|\b(?:bieten|können|dürfen) wir\b",
    "fr": rf"\b(?:notre(?!-)|nos)\b(?! (?:{SHARED['fr']})\b)|"
    r"\bnous (?:choisir|rejoindre|contacter|soutenir|trouver|faire confiance)\b|"
    r"\bpouvons-nous\b",
    "es": rf"\bnuestr[oa]s?\b(?! (?:{SHARED['es']})\b)|"
    r"\b(?:elegirnos|contactarnos|encontrarnos|nosotros|nos encontramos|podemos)\b",
}
#: It points to what only the page shows, and not to an earlier sentence of its own.
POINTS = {
    "en": r"\bthese\b(?! days)|\bthose\b(?! (?:who|with|over|under|aged|in|of)\b)|"
    r"(?<![\"'“])\bthis\b(?! (?:year|month|week|season|spring|summer|autumn|fall|"
    r"winter|decade|century|keyword|pointer)\b)",
    "de": r"\bdiese[mnrs]?\b(?! (?:jahre?s?|monats?|woche)\b)",
    "fr": r"(?<!-)\b(?:ce|cet|cette|ces)\b(?= \w)(?! (?:que?|qui|année|mois|été|hiver|"
    r"printemps|automne|soir|matin|week-end|jour)\b)",
    "es": r"\best(?:e|a|os|as)\b(?! (?:año|mes|semana|verano|invierno|de)\b)",
}
SENTENCE = r"(?:(?![.?!](?:\s|$)).)*?"
RULES = {
    lang: re.compile(
        rf"{INVITES[lang]}(?=[^:]*$)|{SENTENCE}(?:{OF_ITSELF[lang]}|{POINTS[lang]})"
    )
    for lang in INVITES
}
COUNTRY = re.compile(r"\bUS\b")
CONTRACTION = re.compile(r"^(\w+)['’]s\b")


def asks_alone(heading: str, lang: str) -> bool:
    """Whether somebody who has not seen the page could ask it: no “Why?”, no “How does
    it work?” and nothing left out (“How do I …?”); not what the page asks its reader
    (“Ready to start?”), says of itself (“Why choose us?”) or points to (“Who is this
    for?”)."""
    text = bare(heading)
    code = lang.lower().partition("-")[0]
    if "…" in text or "..." in text or not is_question(heading, lang):
        return False
    words = count_words(CONTRACTION.sub(r"\1 is", text))
    if words < LEAST_IN.get(code, LEAST_WORDS) or leans_on_page(text, code):
        return False
    return bool(terms(text, common_words(code) | generic_words(code)))


def leans_on_page(text: str, code: str) -> bool:
    """Whether a heading, without its number, asks the reader, speaks of the page itself
    or points to something on it. ``code`` is a language's."""
    rules = RULES.get(code)
    if not text.isupper():
        text = COUNTRY.sub("usa", text)
    low = text.lower().replace("’", "'")
    return rules is not None and rules.match(low) is not None


def generic_words(code: str) -> frozenset[str]:
    return frozenset(GENERIC.get(code, "").split())
