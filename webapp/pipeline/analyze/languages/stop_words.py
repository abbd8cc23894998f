"""Stop words of some sixty languages: the lists of stopwords-iso, looked through.

Those lists were collected for search, where too many do no harm. Where a page may be
about a word (Russian "книга", book), it is taken out again, and words that the lists
lack are put in: web pages' "click here", and what ICU cuts from Japanese endings.
Read through: en, de, fr, es, it, pt, nl, no, pl, ru, zh; the others are as they came.
https://github.com/stopwords-iso/stopwords-iso
"""

from __future__ import annotations

#: In no language a keyphrase.
ANYWHERE = frozenset({"a.m", "e.g", "etc", "http", "https", "i.e", "p.m", "www"})

ADDED = {
    "de": "bzw ca d.h ggf inkl klick klicken sowie u.a usw weiterlesen z.b zzgl",
    "el": "αλλά αυτά αυτή αυτό γιατί δύο εδώ είναι εκεί επίσης έχει έχουν ήταν κάθε "
    "μπορεί όλα όλες όμως όπως όταν ότι πολύ",
    "en": "click did does doing gets got having just let lets like really said says",
    "es": "clic pulse",
    "fr": "aujourd'hui cliquez est-ce est-à-dire peut-être y",
    "it": "clicca leggi scopri",
    "ja": "あたり いい いく いた いて いない いる おく おけ おり おる かも から がる "
    "きた くださ くださる ください くだ くて くらい くる くれ くれる けど けれど こう "
    "ござい ございます こそ ごと さえ させ させる さま さん しか した したい したら "
    "して しな しま しよ しょう すぐ すべて せず せん そう それら たい たく だけ "
    "だった だろう たびに たら だろ ちょう つき った って つつ ており てい てき でき "
    "できない でし てん てる とか とっ とても どう どれ ない なくて なけ なし なれ "
    "なん にく にて には にも ねば のが のに のは のを はず ばかり べき べら ほう "
    "まい ます ませ ませんか まだ まし ました みた みる もう もし もっと ゆく よい "
    "よく よる らし らない りゃ れた れて わけ われ んだ んで んです 等",
    "km": "និង ជា នៅ ក្នុង ដែល បាន មាន ពី របស់ នេះ គឺ ក៏ នៃ ដើម្បី ដោយ នឹង ទៅ គឺជា ណាស់",
    "ko": "있는 있다 있습니다 위한 통해 대한 위해 모든 가장 매우 많이 또는 그리고 더 "
    "수 것",
    "lo": "ແລະ ຂອງ ໃນ ທີ່ ເປັນ ມີ ຢູ່ ບໍ່ ກັບ ໄດ້ ຈະ ນີ້ ໃຫ້ ຈາກ ຢູ່ໃນ ໂດຍ ເພື່ອ",
    "my": "သည် နှင့် တွင် မှ ဖြစ်သည် များ ပါ ကို မှာ သော ဖြင့် တည်ရှိသည် ၏",
    "nl": "bekijk klik lees",
    "pl": "czytaj kliknij m.in zobacz",
    "pt": "clique pra saiba",
    "ru": "нажмите подробнее",
    "th": "ครับ ค่ะ คะ จะ ทำ ทำให้ นะ นำ สามารถ สำหรับ หรือ เป็น แต่ละ ซึ่ง ทั้งหมด",
    "uk": "вже ще лише тільки можна буде який яка яке які якщо коли тому його мені "
    "нас наш ваш свій через після перед між під над та але її їм",
    "zh": "這 個 們 於 與 為 來 對 會 說 時 後 從 將 還 讓 沒 過 並 則 當 無 嗎 您 "
    "這個 這些 那個 那些 我們 你們 他們 她們 它們 因為 如果 雖然 但是 以及 對於 關於 "
    "為了 什麼 怎麼 這裡 那裡 沒有 並且 還是 已經 已经 透過 每個 各種 一個 一種 其他 "
    "進行 进行",
}
#: On the lists, and yet what a page may be about.
CONTENT = {
    "de": "gott mann mensch menschen ordnung recht uhr zeit",
    "en": "bill fire interest mill mine system",
    "es": "empleo pais paìs sal tiempo trabajo trabajar valor verdad",
    "fr": "dos gens mot parole personnes pièce valeur",
    "it": "città citta comprare consiglio forza futuro gente gruppo mondo paese "
    "persone piedi registrazione titolo uomo vita",
    "no": "arbeid folk makt navn verdi",
    "pt": "apoio conselho corrente grupo número nível noite obra pessoas povo sistema "
    "tempo trabalhar trabalho valor verdade viagem área",
    "ru": "вода война глаз голова голос город дверь деньги дом дорога друг душа жена "
    "женщина жизнь земля книга комната лицо любить люди мать машина мир москва народ "
    "нога ночь окно отец писать работа работать ребенок россия рука русский свет "
    "советский стол страна товарищ улица утро час человек",
    "zh": "人 光 区 大 小 日 点 管 结果",
}


def stop_words(code: str) -> frozenset[str]:
    """Lower case; of a language without a list, what is none in any language."""
    added = frozenset(ADDED.get(code, "").split())
    content = frozenset(CONTENT.get(code, "").split())
    return (listed(code) | added | ANYWHERE) - content


def listed(code: str) -> frozenset[str]:
    """English is scikit-learn's list, as KeyBERT uses it: stopwords-iso has 1,298 words
    there, "computer", "home" and "research" among them."""
    # Both are imported late: scikit-learn takes a second.
    if code == "en":
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        return frozenset(ENGLISH_STOP_WORDS)
    import stopwordsiso

    return frozenset(stopwordsiso.stopwords(code))
