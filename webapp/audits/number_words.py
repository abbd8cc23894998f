"""Numbers that are written in words, in the languages that ``statements`` knows.

Words that mean something else as often are left out: “one”, French “neuf” (new),
Italian “sei” (you are), Turkish “yüz” (face).
"""

from __future__ import annotations

import re

#: Of German, which writes “dreiundzwanzig” and “zweihundert” as one word.
UNITS_DE = "zwei|drei|vier|fünf|sechs|sieben|acht|neun"
#: Where no space divides words, a numeral counts before a word that it can count; a
#: lone 一 is an article as often as a number.
HAN = "(?:[二两兩三四五六七八九十百千万萬]|[一二三四五六七八九十百千万萬]{2,})"
COUNTED_JA = "時間|分間|秒|日間|年|か月|週間|人|個|つ|回|本|杯|倍|歳|種類|リットル"
COUNTED_ZH = "个|個|小时|小時|分钟|分鐘|秒|天|年|周|岁|歲|人|次|种|種|倍|杯|公斤|公里"
COUNTED_KO = "개|시간|번|명|가지|달|살|잔|배|마리|권|병|사람|종류|단계"

WORDS = {
    "en": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    "fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|"
    "sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen",
    "de": f"{UNITS_DE}|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|"
    f"(?:(?:ein|{UNITS_DE})und)?(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|"
    f"(?:(?:ein|{UNITS_DE})und)?dreißig|(?:ein|{UNITS_DE})?(?:hundert|tausend)|"
    f"(?:{UNITS_DE})einhalb|anderthalb|Million(?:en)?|Milliarden?|Dutzend",
    "fr": "deux|trois|quatre|cinq|six|sept|huit|dix|onze|douze|treize|quatorze|quinze|"
    "seize|vingt|trente|quarante|cinquante|soixante|cents?|mille|millions?|milliards?",
    "es": "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|"
    "quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|"
    "ciento|mil|millón|millones",
    "it": "due|tre|quattro|cinque|sette|otto|nove|dieci|undici|dodici|tredici|quindici|"
    "venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta|cento|mille|"
    "milione|milioni",
    "pt": "dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quinze|"
    "vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|cem|cento|mil|"
    "milhão|milhões",
    "nl": "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|"
    "vijftien|zestien|zeventien|achttien|negentien|twintig|dertig|veertig|vijftig|"
    "zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen|miljard|dozijn",
    "pl": "dwa|dwie|dwóch|trzy|trzech|cztery|czterech|pięć|pięciu|sześć|sześciu|siedem|"
    "siedmiu|osiem|ośmiu|dziewięć|dziewięciu|dziesięć|dziesięciu|jedenaście|dwanaście|"
    "piętnaście|dwadzieścia|trzydzieści|czterdzieści|pięćdziesiąt|sto|stu|tysiąc|"
    "tysiące|tysięcy|milion|miliony|milionów",
    "sv": "två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|femton|tjugo|"
    "trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra|tusen|miljon|miljoner",
    "da": "to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|femten|tyve|tredive|"
    "fyrre|halvtreds|tres|halvfjerds|firs|halvfems|hundrede|tusind|million|millioner",
    "ru": "два|две|двух|три|трёх|трех|четыре|четырёх|четырех|пять|пяти|шесть|шести|"
    "семь|семи|восемь|восьми|девять|девяти|десять|десяти|двенадцать|пятнадцать|"
    "двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|"
    "сто|двести|триста|тысяча|тысячи|тысяч|миллион|миллиона|миллионов",
    "tr": "iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on|yirmi|otuz|kırk|elli|altmış|yetmiş|"
    "seksen|doksan|bin|milyon|milyar",
    "ja": f"{HAN}(?:{COUNTED_JA})",
    "zh": f"{HAN}(?:{COUNTED_ZH})",
    "ko": f"(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무) ?(?:{COUNTED_KO})",
}  # fmt: skip
UNSPACED = frozenset({"ja", "zh", "ko"})
PATTERNS = {
    lang: re.compile(words if lang in UNSPACED else rf"\b(?:{words})\b", re.I)
    for lang, words in WORDS.items()
}
DIGIT = re.compile(r"\d")


def has_number(text: str, lang: str) -> bool:
    """Whether a number is stated, in digits or (in languages with a list) in words."""
    if DIGIT.search(text):
        return True
    pattern = PATTERNS.get(lang)
    return pattern is not None and pattern.search(text) is not None
