"""Link texts that say nothing, by language.

What Lighthouse tests for (its ``link-text`` audit), and more languages.
https://developer.chrome.com/docs/lighthouse/seo/link-text
"""

from __future__ import annotations

PHRASES = {
    "en": "click here|click this|go|here|information|learn more|more|more info|"
    "more information|right here|read more|see more|start|this",
    "de": "klicke hier|klicken sie hier|hier klicken|hier|mehr|siehe|dies|das|"
    "weiterlesen|mehr lesen|mehr erfahren|mehr infos|mehr informationen",
    "es": "click aquí|click aqui|clicka aquí|clicka aqui|pincha aquí|pincha aqui|"
    "aquí|aqui|más|mas|más información|más informacion|mas información|"
    "mas informacion|este|enlace|este enlace|empezar|leer más|ver más|haz clic aquí",
    "pt": "clique aqui|aqui|ir|mais informação|mais informações|mais|veja mais|"
    "leia mais|saiba mais",
    "sv": "här|klicka här|läs mer|mer|mer info|mer information",
    "ta": "அடுத்த பக்கம்|மறுபக்கம்|முந்தைய பக்கம்|முன்பக்கம்|மேலும் அறிக|மேலும் தகவலுக்கு|"
    "மேலும் தரவுகளுக்கு|தயவுசெய்து இங்கே அழுத்தவும்|இங்கே கிளிக் செய்யவும்",
    "fa": "اطلاعات بیشتر|اطلاعات|این|اینجا بزنید|اینجا کلیک کنید|اینجا|برو|"
    "بیشتر بخوانید|بیشتر بدانید|بیشتر|شروع",
    "ja": "ここをクリック|こちらをクリック|リンク|続きを読む|続く|全文表示",
    "ko": "여기|여기를 클릭|클릭|링크|자세히|자세히 보기|계속|이동|전체 보기",
    "fr": "cliquez ici|ici|en savoir plus|lire la suite|plus|suite|lire plus|"
    "plus d'infos|plus d'informations|voir plus",
    "it": "clicca qui|qui|leggi tutto|leggi di più|scopri di più|di più|"
    "maggiori informazioni|continua a leggere",
    "nl": "klik hier|hier|lees meer|lees verder|meer|meer informatie|meer info",
    "da": "klik her|her|læs mere|mere|mere information",
    "pl": "kliknij tutaj|tutaj|tu|więcej|czytaj więcej|czytaj dalej|dowiedz się więcej",
    "cs": "klikněte zde|zde|více|číst dál|číst více|více informací",
    "tr": "buraya tıklayın|tıklayın|burada|buraya|devamını oku|daha fazla|"
    "daha fazla bilgi",
    "ru": "нажмите здесь|здесь|тут|подробнее|далее|читать далее|читать дальше|ещё|еще",
}
BY_LANGUAGE = {
    language: frozenset(text.split("|")) for language, text in PHRASES.items()
}
ALL = frozenset().union(*BY_LANGUAGE.values())
#: No phrase is as long.
LONGEST = 60
#: What stands around a phrase and says nothing either.
DECORATION = " \t\n\"'“”„«»‹›<>→⟶➔▶►+.…!:;,-–—()[]"


def says_nothing(text: str, lang: str) -> bool:
    """Whether a link's text is an empty phrase in its language. Without a language all
    lists count, in one that has no list nothing does: a word may mean a lot there."""
    if len(text) > LONGEST:
        return False
    phrase = " ".join(text.lower().replace("’", "'").split()).strip(DECORATION)
    primary = lang.strip().lower().replace("_", "-").partition("-")[0]
    return phrase in (BY_LANGUAGE.get(primary, frozenset()) if primary else ALL)
