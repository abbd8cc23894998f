"""Every audit, in one list; a test holds it against the files."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.canonical import conflict as canonical_conflict
from webapp.audits.canonical import invalid as canonical_invalid
from webapp.audits.canonical import missing as canonical_missing
from webapp.audits.canonical import relative as canonical_relative
from webapp.audits.content import words as content_words
from webapp.audits.crawl import redirect_chain as crawl_redirect_chain
from webapp.audits.crawl import status as crawl_status
from webapp.audits.desc import length as desc_length
from webapp.audits.desc import missing as desc_missing
from webapp.audits.h import empty as h_empty
from webapp.audits.h import order as h_order
from webapp.audits.h1 import missing as h1_missing
from webapp.audits.h1 import multiple as h1_multiple
from webapp.audits.head import charset as head_charset
from webapp.audits.head import doctype as head_doctype
from webapp.audits.hreflang import code as hreflang_code
from webapp.audits.img import alt_missing as img_alt_missing
from webapp.audits.img import size_attrs as img_size_attrs
from webapp.audits.index import noindex as index_noindex
from webapp.audits.index import nosnippet as index_nosnippet
from webapp.audits.lang import invalid as lang_invalid
from webapp.audits.lang import missing as lang_missing
from webapp.audits.link import empty as link_empty
from webapp.audits.link import text as link_text
from webapp.audits.link import uncrawlable as link_uncrawlable
from webapp.audits.mob import viewport as mob_viewport
from webapp.audits.og import required as og_required
from webapp.audits.sd import json as sd_json
from webapp.audits.sec import hsts as sec_hsts
from webapp.audits.sec import https as sec_https
from webapp.audits.sec import nosniff as sec_nosniff
from webapp.audits.title import length as title_length
from webapp.audits.title import missing as title_missing
from webapp.audits.title import multiple as title_multiple

AUDITS = (
    Audit(crawl_status.META, crawl_status.run),
    Audit(crawl_redirect_chain.META, crawl_redirect_chain.run),
    Audit(index_noindex.META, index_noindex.run),
    Audit(index_nosnippet.META, index_nosnippet.run),
    Audit(canonical_missing.META, canonical_missing.run),
    Audit(canonical_invalid.META, canonical_invalid.run),
    Audit(canonical_relative.META, canonical_relative.run),
    Audit(canonical_conflict.META, canonical_conflict.run),
    Audit(title_missing.META, title_missing.run),
    Audit(title_multiple.META, title_multiple.run),
    Audit(title_length.META, title_length.run),
    Audit(desc_missing.META, desc_missing.run),
    Audit(desc_length.META, desc_length.run),
    Audit(head_charset.META, head_charset.run),
    Audit(head_doctype.META, head_doctype.run),
    Audit(h1_missing.META, h1_missing.run),
    Audit(h1_multiple.META, h1_multiple.run),
    Audit(h_order.META, h_order.run),
    Audit(h_empty.META, h_empty.run),
    Audit(content_words.META, content_words.run),
    Audit(link_text.META, link_text.run),
    Audit(link_uncrawlable.META, link_uncrawlable.run),
    Audit(link_empty.META, link_empty.run),
    Audit(img_alt_missing.META, img_alt_missing.run),
    Audit(img_size_attrs.META, img_size_attrs.run),
    Audit(sd_json.META, sd_json.run),
    Audit(og_required.META, og_required.run),
    Audit(lang_missing.META, lang_missing.run),
    Audit(lang_invalid.META, lang_invalid.run),
    Audit(hreflang_code.META, hreflang_code.run),
    Audit(mob_viewport.META, mob_viewport.run),
    Audit(sec_https.META, sec_https.run),
    Audit(sec_hsts.META, sec_hsts.run),
    Audit(sec_nosniff.META, sec_nosniff.run),
)
