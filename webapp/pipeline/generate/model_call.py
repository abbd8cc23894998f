"""What goes to a language model's endpoint and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from webapp.exceptions import XenlixError


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint. ``seconds`` bounds the whole call."""

    base_url: str = field(repr=False)  # it may carry credentials
    api_key: str = field(repr=False)
    model: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One call. ``secrets`` are the marks that no answer may repeat; ``most_tokens``
    is what the call can cost at worst, question and answer."""

    messages: list[dict[str, str]] = field(repr=False)
    schema: dict[str, Any] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """The text that the model wrote, unchecked, and what the endpoint says that it
    cost; None where it does not say so credibly. ``is_whole``: it neither stopped
    early nor declined."""

    content: str = field(repr=False)
    tokens: int | None
    is_whole: bool = True


class ModelFailed(XenlixError):
    """No usable answer came; ``message`` ends a sentence that begins "The language
    model was not used". ``is_unbilled``: surely nothing was worked out for us."""

    def __init__(self, code: str, message: str, *, is_unbilled: bool = False) -> None:
        super().__init__(code, message)
        self.is_unbilled = is_unbilled


class AnswerRefused(XenlixError):
    """An answer came that must not be shown; ``message`` as above."""

    def __init__(self, code: str) -> None:
        super().__init__(code, f"its answer was not usable ({code.replace('_', ' ')})")
