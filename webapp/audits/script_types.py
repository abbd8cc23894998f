"""Which script elements a browser runs, and which it waits for."""

from __future__ import annotations

from webapp.domain.page_resources import Script

#: https://mimesniff.spec.whatwg.org/#javascript-mime-type
JAVASCRIPT = frozenset(
    {
        "",
        "text/javascript",
        "application/javascript",
        "application/ecmascript",
        "application/x-javascript",
        "application/x-ecmascript",
        "text/ecmascript",
        "text/jscript",
        "text/x-javascript",
        "text/x-ecmascript",
        "text/livescript",
    }
)


def is_code(script: Script) -> bool:
    """Whether it is code and not data (JSON-LD, a template, an import map)."""
    return script.type in JAVASCRIPT or script.type == "module"


def is_blocking(script: Script) -> bool:
    """Whether a browser stops reading the page until this file has come and run.

    https://html.spec.whatwg.org/multipage/scripting.html#attr-script-defer
    """
    is_classic = script.type in JAVASCRIPT
    is_waited_for = not (script.is_async or script.is_defer)
    is_old = " nomodule" in script.snippet
    return bool(script.src) and is_classic and is_waited_for and not is_old
