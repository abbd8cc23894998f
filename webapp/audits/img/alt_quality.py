"""img.alt-quality: an alternative text says what is to be seen."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Image
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="img.alt-quality",
    category="images",
    severity=Severity.MINOR,
    title="Alternative texts describe the images",
    failure_title="Some alternative texts describe nothing",
    why="A file name or the word “image” tells nobody what the image shows.",
    how_to_fix="Say in a short phrase what the image shows or does.",
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/9eb3f6/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for an alt that is a file name (ends like one, looks like one of a"
        " camera, or is the name of the very file with its hyphens, underscores or"
        " digits), a generic word such as “image” or “Bild”, or longer than 125"
        " characters. Hidden images and empty alts are left out."
    ),
    wrong='<img src="IMG_2041.jpg" alt="IMG_2041">',
    right='<img src="IMG_2041.jpg" alt="Tomato seedlings on a window sill">',
)

LONGEST = 125
FILE_NAME = re.compile(
    r"[^/\\]*\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|ico)", re.I
)
CAMERA = re.compile(
    r"(?:img|dsc[nf]?|image|photo|pict?|pxl|screenshot|bild|foto)[-_ ]?\d[\d_-]*", re.I
)
#: A name that nobody would write as a description.
CODED = re.compile(r"[\w.-]*[-_\d][\w.-]*")
GENERIC = frozenset(
    """
    image images img picture pictures pic photo photos photograph graphic graphics icon
    alt untitled placeholder thumbnail banner bild bilder foto fotos grafik symbol
    platzhalter imagen imágenes imagem imagens immagine immagini afbeelding photographie
    illustration obraz zdjęcie изображение фото картинка 画像 写真 图片 이미지
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)


def run(page: ParsedPage) -> AuditResult:
    told = [i for i in page.images if (i.alt or "").strip() and not i.is_hidden]
    if not told:
        return not_applicable("No image has an alternative text.")
    bad = [(image, reason) for image in told if (reason := problem(image))]
    if bad:
        found = (Finding(image.snippet, reason) for image, reason in bad)
        return failed(f"{len(bad)} of {count(len(told), 'alternative text')}.", found)
    return passed(f"{count(len(told), 'alternative text')} looked at.")


def problem(image: Image) -> str:
    alt = " ".join((image.alt or "").split())
    if len(alt) > LONGEST:
        return f"{len(alt)} characters"
    if alt.lower().strip(" .:!…") in GENERIC:
        return "a generic word"
    stem = image.src.rpartition("/")[2].partition("?")[0].partition(".")[0]
    is_own_name = alt == stem and CODED.fullmatch(alt)
    if FILE_NAME.fullmatch(alt) or CAMERA.fullmatch(alt) or is_own_name:
        return "a file name"
    return ""
