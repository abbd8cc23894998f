"""The reranker that learns: its published weights, taken from the graph that its
package brings, and additions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertForSequenceClassification

from bench.passages import additions
from bench.passages.padding import padded
from webapp.pipeline.analyze.encoders import adapter, reranker_graph
from webapp.pipeline.analyze.encoders.model import (
    RERANKER,
    RERANKER_TOKENIZER,
    reranker_folder,
)
from webapp.pipeline.analyze.encoders.onnx_reranker import EXPECTED, SAMPLES

#: Of query and passage, that are learnt from.
MAX_TOKENS = 170
EMBEDDINGS = ("word", "position", "token_type")
#: https://huggingface.co/cross-encoder/ms-marco-MiniLM-L12-v2
FORM = BertConfig(
    vocab_size=30522,
    hidden_size=384,
    num_hidden_layers=12,
    num_attention_heads=12,
    intermediate_size=1536,
    hidden_dropout_prob=0.0,
    attention_probs_dropout_prob=0.0,
    num_labels=1,
    attn_implementation="eager",  # see ``bench.passages.ranker``
)


class Reranker(nn.Module):
    """Pairs of a query and a text to scores."""

    def __init__(self, start: Path | None) -> None:
        super().__init__()
        folder = reranker_folder()
        self.tokenizer = Tokenizer.from_file(str(folder / RERANKER_TOKENIZER))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.no_padding()
        graph = onnx.load(folder / RERANKER)
        self.model = BertForSequenceClassification(FORM)
        self.model.load_state_dict(dict(published(graph)))
        names = [layer.name for layer in reranker_graph.layers(graph)]
        self.added = additions.add(self.model, names, start)

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Any:
        """A score a pair."""
        rows = self.tokenizer.encode_batch(list(pairs))
        found: dict[int, Any] = {}
        for places, (ids, mask, types) in padded(rows):
            answer = self.model(ids, attention_mask=mask, token_type_ids=types)
            found.update(zip(places, answer.logits[:, 0].float(), strict=True))
        return torch.stack([found[place] for place in range(len(rows))])

    def write(self, file: Path) -> None:
        """What was learnt, and the scores of samples that hold for it."""
        with torch.no_grad():
            expected = self.scores(SAMPLES).numpy()
        adapter.write(file, additions.factors(self.added), {EXPECTED: expected})


def published(graph: Any) -> Iterator[tuple[str, Any]]:
    """The model's weights by their names, as PyTorch has them."""
    arrays = {one.name: one for one in graph.graph.initializer}
    for part in EMBEDDINGS:
        name = f"bert.embeddings.{part}_embeddings"
        layer = reranker_graph.Layer(name, f"{name}.weight")
        yield f"{name}.weight", torch.from_numpy(reranker_graph.weights(arrays, layer))
    for layer in reranker_graph.layers(graph):
        weights = reranker_graph.weights(arrays, layer).T
        yield f"{layer.name}.weight", torch.from_numpy(weights.copy())
        yield f"{layer.name}.bias", array(arrays, f"{layer.name}.bias")
    for name in arrays:
        if "LayerNorm" in name:
            yield name, array(arrays, name)


def array(arrays: dict[str, Any], name: str) -> Any:
    return torch.from_numpy(numpy_helper.to_array(arrays[name]).copy())
