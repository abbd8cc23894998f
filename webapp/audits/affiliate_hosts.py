"""Hosts of affiliate programmes, to which links are paid for.

Put together on 2026-11-24: beside each programme stands its own site, and for Awin the
page that shows its links; the hosts of the others were taken from publishers' links.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

HOSTS = {
    # https://success.awin.com/articles/en_US/Knowledge/What-does-an-affiliate-link-look-like
    "awin1.com": "Awin",
    "tidd.ly": "Awin",
    "zenaps.com": "Awin",
    # https://www.shareasale.com/
    "shareasale.com/r.cfm": "ShareASale",
    "shareasale.com/u.cfm": "ShareASale",
    "shareasale.com/m-pr.cfm": "ShareASale",
    "shareasale-analytics.com": "ShareASale",
    # https://www.cj.com/
    "anrdoezrs.net": "CJ Affiliate",
    "dpbolvw.net": "CJ Affiliate",
    "jdoqocy.com": "CJ Affiliate",
    "kqzyfj.com": "CJ Affiliate",
    "tkqlhce.com": "CJ Affiliate",
    "emjcd.com": "CJ Affiliate",
    # https://rakutenadvertising.com/
    "click.linksynergy.com": "Rakuten Advertising",
    # https://impact.com/
    "pxf.io": "impact.com",
    "sjv.io": "impact.com",
    "evyy.net": "impact.com",
    # https://partnerize.com/
    "prf.hn": "Partnerize",
    # https://www.tradedoubler.com/
    "clk.tradedoubler.com": "Tradedoubler",
    # https://tradetracker.com/
    "tc.tradetracker.net": "TradeTracker",
    # https://www.webgains.com/
    "track.webgains.com": "Webgains",
    # https://www.flexoffers.com/
    "track.flexlinks.com": "FlexOffers",
    "track.flexlinkspro.com": "FlexOffers",
    # https://skimlinks.com/
    "go.skimresources.com": "Skimlinks",
    "go.redirectingat.com": "Skimlinks",
    # https://www.sovrn.com/commerce/
    "redirect.viglink.com": "Sovrn Commerce",
    # https://www.digistore24.com/
    "digistore24.com/redir": "Digistore24",
    # https://www.clickbank.com/
    "hop.clickbank.net": "ClickBank",
    # https://portals.aliexpress.com/
    "s.click.aliexpress.com": "AliExpress",
    # https://affiliate-program.amazon.com/
    "amzn.to": "Amazon Associates",
    # https://partnernetwork.ebay.com/
    "rover.ebay.com": "eBay Partner Network",
}
#: Shops whose own addresses are paid for where they have this parameter.
SHOPS = (
    (re.compile(r"(?:www\.|smile\.)?amazon(?:\.[a-z]{2,3}){1,2}"), "tag", "Amazon"),
    (re.compile(r"(?:www\.)?ebay(?:\.[a-z]{2,3}){1,2}"), "campid", "eBay"),
)


def affiliate_programme(url: str) -> str:
    """The programme that pays for a link to this web URL; empty if none is known."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    labels = host.split(".")
    for start in range(max(0, len(labels) - 4), len(labels) - 1):
        domain = ".".join(labels[start:])
        first_folder = "/".join(parts.path.split("/", 2)[:2])
        for key in (domain, domain + first_folder):
            if key in HOSTS:
                return HOSTS[key]
    for pattern, parameter, shop in SHOPS:
        if parameter in parts.query and pattern.fullmatch(host):
            return shop if parse_qs(parts.query).get(parameter) else ""
    return ""
