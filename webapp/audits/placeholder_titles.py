"""Titles that nobody wrote for the page: defaults, leftovers and empty halves."""

from __future__ import annotations

import re

START_PAGES = """
home|homepage|home page|index|start|start page|main|main page|welcome|startseite
hauptseite|willkommen|herzlich willkommen|accueil|page d'accueil|page d’accueil
bienvenue|inicio|página de inicio|página principal|bienvenidos|início|página inicial
bem-vindo|home pagina|welkom|pagina iniziale|benvenuti|strona główna|hem|hjem|forside
etusivu|domů|kezdőlap|ana sayfa|anasayfa|главная|главная страница|ホーム|首页|首頁|홈
"""
UNTITLED = """
untitled|untitled document|untitled page|document|new document|page|new page|blank page
title|page title|site title|your title here|insert title here|test|test page|example
ohne titel|unbenannt|unbenanntes dokument|neue seite|titel|seite|sans titre
document sans titre|nouvelle page|sin título|documento sin título|nueva página
senza titolo|documento senza titolo|naamloos document|sem título|без названия
"""
DEFAULTS = """
react app|vite app|vite + react|vite + react + ts|vite + vue|vite + vue + ts
vite + svelte|vite + svelte + ts|vite + preact|vite + lit|vite + solid|vite + ts
create next app|next app|next.js app|nuxt|nuxt app|welcome to nuxt!|vue app
angular app|svelte app|sveltekit app|solid app|astro|astro basics|new remix app
welcome to remix|new react router app|gatsby|gatsby default starter|expo app|ionic app
webpack app|parcel app|my app|my site|my website|my blog|my wordpress site|wordpress
just another wordpress site|hello world|hello, world!|laravel|localhost|index of /
welcome to nginx!|apache2 ubuntu default page: it works|iis windows server
apache2 debian default page: it works|default web site page|coming soon
"""
REASONS = {
    title: reason
    for reason, titles in {
        "says only that this is a start page": START_PAGES,
        "is what a document without a title has": UNTITLED,
        "is the default of a framework or server": DEFAULTS,
    }.items()
    for line in titles.strip().splitlines()
    for title in line.split("|")
}
SEPARATORS = "|–—·•»«-"
HALF_EMPTY = re.compile(rf"\A[|–—·•»]|\A-\s|[|–—·•«]\Z|\s[-»:]\Z|\A[\s{SEPARATORS}]+\Z")
BETWEEN = re.compile(rf"\s[{SEPARATORS}]\s")
NOTHING = frozenset({"undefined", "null", "nan", "[object object]", "untitled"})
#: Marks around nothing are those that a title speaks of.
TEMPLATE = re.compile(
    r"\{\{[^{}\w]*\w[^{}]*\}\}|\{%[^{}\w]*\w[^{}]*%\}|\$\{[^{}\w]*\w[^{}]*\}"
    r"|<%[^%>\w]*\w|%%\w+%%|\[object "
)
#: A title that names the language of the marks is about them.
LANGUAGE = re.compile(
    r"\b(?:jinja2?|django|vue(?:\.?js)?|angular(?:js)?|handlebars|mustache|twig|liquid|"
    r"blade|ejs|erb|jsp|asp|thymeleaf|helm|ansible|bash|javascript|typescript|js|groovy|"
    r"template literals?|template syntax|yoast)\b",
    re.I,
)


def placeholder(title: str) -> str:
    """Why the title is a placeholder, as the rest of a sentence; else empty."""
    folded = title.casefold()
    if folded in REASONS:
        return REASONS[folded]
    if HALF_EMPTY.search(title):
        return "has an empty half"
    if not NOTHING.isdisjoint(part.strip() for part in BETWEEN.split(folded)):
        return "has a value that was never filled in"
    if TEMPLATE.search(title) and not LANGUAGE.search(title):
        return "holds the marks of a template"
    return ""
