"""Learns the weights by which links are placed, and prints jobs/analysis/placement_weights.py.

A third of the labelled pages, chosen by a hash of their names, is never learnt from. How well the weights judge
both parts is printed on standard error.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from statistics import fmean, pstdev
from typing import Any

from benchmarks.page_set import PLACEMENT
from jobs.analysis.markup import parse
from jobs.analysis.outline import outline_of
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.references import find_references
from jobs.analysis.resolving import base_at

_ROUNDS = 60
_RATE = 0.15
_RIDGE = 3e-5
# The labels were made by matching text, so that no link without words could be labelled content. This term takes
# that up, and is then left out.
_WORDLESS = "wordless"
_CORE = frozenset({"article", "forum", "listing", "documentation"})


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled link: its page, its label, and what speaks for and against it."""

    page: str
    is_main: bool
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    bias: float
    by_term: Mapping[str, float]

    def score(self, example: Example) -> float:
        return self.bias + sum(self.by_term.get(name, 0.0) * value for name, value in example.terms.items())


def main() -> None:
    pages = [json.loads(line) for line in (PLACEMENT / "pages.jsonl").read_text().splitlines()]
    core = {page["page"] for page in pages if page["type"] in _CORE}
    examples = list(_examples(pages))
    known = [example for example in examples if not is_held_back(example.page)]
    weights = learn(known)
    for name, some in (("learnt from", known), ("held back", [e for e in examples if is_held_back(e.page)])):
        figure = macro_f1([e for e in some if e.page in core], weights.score)
        sys.stderr.write(f"macro F1 of core pages, {name}: {figure:.4f}\n")
    sys.stdout.write(_as_module(weights))


def is_held_back(page: str) -> bool:
    return int(hashlib.sha256(page.encode()).hexdigest(), 16) % 3 == 0


def learn(examples: Sequence[Example]) -> Weights:
    """Logistic regression by stochastic gradients (AdaGrad) over standardised terms, averaged over the last rounds.

    A page with four times the links of another counts twice as much.
    """
    names = sorted({name for example in examples for name in example.terms})
    scales = _scales(examples, names)
    links = Counter(example.page for example in examples)
    rows = [
        (
            [(place, value / scales[place]) for place, name in enumerate(names) if (value := example.terms.get(name))],
            float(example.is_main),
            1 / sqrt(links[example.page]),
        )
        for example in examples
    ]
    weights, bias = _descend(rows, len(names))
    return Weights(bias, {name: weights[place] / scales[place] for place, name in enumerate(names)})


def macro_f1(examples: Sequence[Example], score: Callable[[Example], float]) -> float:
    """The mean over pages of F1 of "in the content", as tools of the data set score it."""
    tallies: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for example in examples:
        tallies[example.page][score(example) > 0, example.is_main] += 1
    with_main = [tally for tally in tallies.values() if tally[True, True] + tally[False, True]]
    return fmean(2 * t[True, True] / (2 * t[True, True] + t[True, False] + t[False, True]) for t in with_main)


def _examples(pages: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    labels: dict[str, dict[int, bool]] = defaultdict(dict)
    with gzip.open(PLACEMENT / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            labels[entry["page"]][entry["i"]] = entry["label"] == "main"
    for page in pages:
        markup = gzip.decompress((PLACEMENT / page["file"]).read_bytes())
        of_page = labels[page["page"]]
        for index, terms in _terms(markup, page["url"]):
            if index in of_page:
                yield Example(page["page"], of_page[index], terms)


def _terms(markup: bytes, url: str) -> Iterator[tuple[int | None, Mapping[str, float]]]:
    tree = parse(markup)
    base = base_at(url)
    if base is None:
        return
    outline = outline_of(tree)
    judge = PlacementJudge(outline)
    for reference in find_references(outline, base).to(None):
        terms = judge.terms(reference.element)
        yield reference.index, terms | {_WORDLESS: float(not terms["anchor: words"])}


def _scales(examples: Sequence[Example], names: Sequence[str]) -> list[float]:
    return [pstdev(example.terms.get(name, 0.0) for example in examples) or 1.0 for name in names]


def _descend(rows: list[tuple[list[tuple[int, float]], float, float]], size: int) -> tuple[list[float], float]:
    chance = random.Random(7)
    weights, squares, means = [0.0] * (size + 1), [1e-6] * (size + 1), [0.0] * (size + 1)
    for turn in range(_ROUNDS):
        chance.shuffle(rows)
        for terms, label, importance in rows:
            score = weights[size] + sum(weights[place] * value for place, value in terms)
            slope = importance * (1 / (1 + exp(-max(-30.0, min(30.0, score)))) - label)
            for place, value in (*terms, (size, 1.0)):
                step = slope * value + _RIDGE * weights[place]
                squares[place] += step * step
                weights[place] -= _RATE * step / sqrt(squares[place])
        if turn >= _ROUNDS // 2:
            means = [mean + weight / (_ROUNDS - _ROUNDS // 2) for mean, weight in zip(means, weights, strict=True)]
    return means[:size], means[size]


def _as_module(weights: Weights) -> str:
    lines = [
        '"""What each term says for the content (above zero) or against it; from benchmarks/train_placement.py."""',
        "",
        f"BIAS = {weights.bias:.3f}",
        "WEIGHTS = {",
        *(f'    "{name}": {weight:.3f},' for name, weight in sorted(weights.by_term.items()) if name != _WORDLESS),
        "}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
