"""Which page says who is behind a site, how to reach them, and what becomes of data."""

from __future__ import annotations

import re
from unicodedata import combining, normalize
from urllib.parse import unquote, urlsplit

from webapp.domain.site_view import SitePage

#: Words and sequences of words of addresses and titles, without accents. In German
#: and Austrian law the imprint says who it is and how to reach them.
WORDS = {
    "about": """
        about|aboutus|wer wir sind|uber uns|ueber uns|uber mich|ueber mich|impressum
        a propos|qui sommes nous|sobre|sobre nosotros|quienes somos|quem somos|acerca de
        chi siamo|over ons|om oss|om os|tietoa meista|o nas|o firmie|rolunk|hakkimizda
        imprint|company|team|о нас|о компании|про нас|会社概要|私たちについて
        关于我们|關於我們|회사 소개|من نحن
    """,
    "contact": """
        contact|contacts|contactus|contact us|kontakt|kontakte|contacto|contactanos
        contato|contatti|contactez nous|nous contacter|yhteystiedot|kapcsolat|iletisim
        impressum|imprint|mentions legales|контакты|контакти|お問い合わせ
        联系我们|聯絡我們|문의|اتصل بنا
    """,
    "privacy": """
        privacy|datenschutz|datenschutzerklarung|datenschutzerklaerung|confidentialite
        privacidad|privacidade|riservatezza|privacybeleid|privacyverklaring|prywatnosci
        integritetspolicy|personvern|privatlivspolitik|tietosuoja|adatvedelem|gizlilik
        конфиденциальности|конфіденційності|プライバシー|個人情報|隐私|隱私|개인정보
        الخصوصية
    """,
}
NO_WORD = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Lower case, without accents and signs, one space between words."""
    letters = normalize("NFKD", unquote(text).casefold())
    bare = "".join(letter for letter in letters if not combining(letter))
    return NO_WORD.sub(" ", normalize("NFC", bare)).strip()


def compiled(words: str) -> re.Pattern[str]:
    """Whole words; scripts without spaces between words are matched anywhere."""
    found = [plain(phrase) for phrase in re.split(r"[|\n]", words.strip())]
    whole = "|".join(re.escape(phrase) for phrase in found if is_spaced(phrase))
    parts = "|".join(re.escape(phrase) for phrase in found if not is_spaced(phrase))
    return re.compile(rf"(?:^|(?<= ))(?:{whole})(?= |$)|{parts}")


def is_spaced(phrase: str) -> bool:
    return max(phrase) < "\u3000"


PATTERNS = {kind: compiled(words) for kind, words in WORDS.items()}


def kinds_of(page: SitePage) -> set[str]:
    """``about``, ``contact``, ``privacy``, as far as address and title say so."""
    texts = (plain(urlsplit(page.url).path), plain(page.title))
    return {
        kind
        for kind, pattern in PATTERNS.items()
        if any(pattern.search(text) for text in texts)
    }
