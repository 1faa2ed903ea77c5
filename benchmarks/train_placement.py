"""Learns the trees by which links are placed, and prints jobs/analysis/placement_trees.py.

A fifth of the labelled pages, chosen by a hash of their registrable domains, is never learnt from.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from textwrap import wrap
from typing import Any

import lightgbm
import numpy as np

from benchmarks.placement_set import CORE, Example, examples, macro_f1

_TREES = 120
_LEARNING = {
    "objective": "binary",
    "num_leaves": 8,
    "learning_rate": 0.1,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "min_data_in_leaf": 100,
    "lambda_l2": 10,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
# What is left to add after so many trees was never more than this much, by a margin.
_LOOKS = (10, 20, 40, 60, 80)
_MARGIN = 1.25


Tree = float | tuple[int, float, "Tree", "Tree"]


def main() -> None:
    labelled = list(examples())
    known = [example for example in labelled if not example.is_held_back]
    trees = learn(known)
    for name, some in (("learnt from", known), ("held back", [one for one in labelled if one.is_held_back])):
        figure = macro_f1([one for one in some if one.kind in CORE], lambda one: sum(_follow(trees, one.figures)))
        sys.stderr.write(f"macro F1 of core pages, {name}: {figure:.4f}\n")
    sys.stdout.write(_as_module(trees, _bounds(trees, known)))


def learn(examples: Sequence[Example]) -> list[Tree]:
    """A page with four times the links of another counts twice as much."""
    links = Counter(example.page for example in examples)
    data = lightgbm.Dataset(
        np.array([example.figures for example in examples], dtype=np.float32),
        np.array([example.is_main for example in examples]),
        weight=np.array([1 / sqrt(links[example.page]) for example in examples]),
        free_raw_data=False,
    )
    model = lightgbm.train(_LEARNING, data, _TREES)
    return [_tree(grown["tree_structure"]) for grown in model.dump_model()["tree_info"]]


def _tree(node: Mapping[str, Any]) -> Tree:
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), 3)
    threshold = float(f"{node['threshold']:.4g}")
    return node["split_feature"], threshold, _tree(node["left_child"]), _tree(node["right_child"])


def _follow(trees: Sequence[Tree], figures: Sequence[float]) -> Iterator[float]:
    for tree in trees:
        node = tree
        while isinstance(node, tuple):
            node = node[2] if figures[node[0]] <= node[1] else node[3]
        yield node


def _bounds(trees: Sequence[Tree], examples: Sequence[Example]) -> list[tuple[int, float]]:
    rest = {look: 0.0 for look in _LOOKS if look < len(trees)}
    for example in examples:
        values = list(_follow(trees, example.figures))
        for look in rest:
            rest[look] = max(rest[look], abs(sum(values[look:])))
    return [(look, round(most * _MARGIN, 2)) for look, most in rest.items()]


def _as_module(trees: Sequence[Tree], bounds: Sequence[tuple[int, float]]) -> str:
    lines = [
        '"""The trees that judge whether a link stands in the content; grown by benchmarks/train_placement.py."""',
        "",
        "# After so many trees, what is left never outweighs as much.",
        f"BOUNDS = {dict(bounds)}",
        "# A number is a leaf; else: which figure, the most it may be to go left, what stands left, what stands right.",
        "# fmt: off",
        "TREES = (",
        *wrap(", ".join(map(str, trees)), 116, initial_indent="    ", subsequent_indent="    "),
        ")",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
