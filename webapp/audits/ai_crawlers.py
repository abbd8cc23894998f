"""The crawlers of AI companies, by what they fetch pages for.

Each has a page of its operator; the lists were read on ``VERIFIED``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from webapp.audits.robots_lines import named_agents
from webapp.domain.robots_txt import RobotsTxt

VERIFIED = date(2026, 11, 24)

OPENAI = "https://platform.openai.com/docs/bots"
ANTHROPIC = (
    "https://support.anthropic.com/en/articles/8896518-does-anthropic-crawl-data-from-"
    "the-web-and-how-can-site-owners-block-the-crawler"
)
PERPLEXITY = "https://docs.perplexity.ai/guides/bots"
APPLE = "https://support.apple.com/en-us/119829"
META_PLATFORMS = "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers"
GOOGLE = "https://developers.google.com/search/docs/crawling-indexing/"
#: For those whose operator has published nothing.
LIST = "https://github.com/ai-robots-txt/ai.robots.txt"


@dataclass(frozen=True, slots=True)
class Crawler:
    """``name`` is what groups of a robots.txt call it. ``obeys`` is False where the
    operator says that robots.txt may not hold for it. ``follows`` is the crawler whose
    group it takes where none has its own name."""

    name: str
    operator: str
    purpose: str
    source: str
    obeys: bool = True
    follows: str = ""


#: They build the indexes that answers with links come from.
SEARCH_BOTS = (
    Crawler("OAI-SearchBot", "OpenAI", "ChatGPT search", OPENAI),
    Crawler("Claude-SearchBot", "Anthropic", "search in Claude", ANTHROPIC),
    Crawler("PerplexityBot", "Perplexity", "Perplexity's index", PERPLEXITY),
    Crawler(
        "Bingbot",
        "Microsoft",
        "Bing, and Copilot's answers",
        "https://www.bing.com/webmasters/help/which-crawlers-does-bing-use-8c184ec0",
    ),
    Crawler(
        *("Googlebot", "Google", "Search, AI Overviews and AI Mode"),
        GOOGLE + "googlebot",
    ),
    Crawler(
        *("DuckAssistBot", "DuckDuckGo", "DuckAssist's answers"),
        "https://duckduckgo.com/duckduckgo-help-pages/results/duckassistbot",
    ),
    Crawler("Applebot", "Apple", "Siri and Spotlight", APPLE, follows="Googlebot"),
    Crawler(
        *("Amazonbot", "Amazon", "Alexa's answers"),
        "https://developer.amazon.com/amazonbot",
    ),
)
#: They open a page because somebody asked for it in a conversation.
USER_FETCHERS = (
    Crawler("ChatGPT-User", "OpenAI", "ChatGPT's users", OPENAI, obeys=False),
    Crawler("Claude-User", "Anthropic", "Claude's users", ANTHROPIC),
    Crawler(
        *("Perplexity-User", "Perplexity", "Perplexity's users", PERPLEXITY),
        obeys=False,
    ),
    Crawler(
        *("MistralAI-User", "Mistral AI", "Le Chat's users"),
        "https://docs.mistral.ai/robots",
    ),
    Crawler(
        *("Meta-ExternalFetcher", "Meta", "Meta AI's users", META_PLATFORMS),
        obeys=False,
    ),
)
#: They gather texts that models learn from; some are switches that fetch nothing.
TRAINING_BOTS = (
    Crawler("GPTBot", "OpenAI", "GPT models", OPENAI),
    Crawler("ClaudeBot", "Anthropic", "Claude models", ANTHROPIC),
    Crawler(
        *("Google-Extended", "Google", "a switch for Gemini, not for Search"),
        GOOGLE + "google-common-crawlers",
    ),
    Crawler("Applebot-Extended", "Apple", "a switch for Apple's models", APPLE),
    Crawler(
        "CCBot", "Common Crawl", "an open archive", "https://commoncrawl.org/ccbot"
    ),
    Crawler("meta-externalagent", "Meta", "Meta's models", META_PLATFORMS),
    Crawler("Ai2Bot", "Ai2", "open models", "https://allenai.org/crawler"),
    Crawler("Bytespider", "ByteDance", "ByteDance's models", LIST, obeys=False),
    Crawler("cohere-training-data-crawler", "Cohere", "Cohere's models", LIST),
    Crawler("PanguBot", "Huawei", "PanGu models", LIST),
)


@lru_cache(maxsize=8)
def blocked_from(
    robots: RobotsTxt, url: str, crawlers: tuple[Crawler, ...]
) -> tuple[Crawler, ...]:
    """Those that robots.txt keeps from the URL."""
    # Crawlers without a group of their own share one, which may have very many rules.
    allowed: dict[str, bool] = {}
    for crawler in crawlers:
        group = group_of(robots, crawler)
        if group not in allowed:
            name = group_name(robots, crawler)
            allowed[group] = robots.allows_bot(url, name)
    return tuple(c for c in crawlers if not allowed[group_of(robots, c)])


def group_of(robots: RobotsTxt, crawler: Crawler) -> str:
    """The crawler's name where a group may be its own, else ``*``."""
    name = group_name(robots, crawler).lower()
    has_own = any(agent in name for agent in named_agents(robots.body))
    return name if has_own else "*"


def group_name(robots: RobotsTxt, crawler: Crawler) -> str:
    """Whose group of robots.txt this crawler takes."""
    if crawler.follows and crawler.name.lower() not in named_agents(robots.body):
        return crawler.follows
    return crawler.name
