"""Learns the trees by which links are placed, and prints jobs/analysis/placement_trees.py.

A fifth of the labelled pages, chosen by a hash of their registrable domains, is never learnt from.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import sqrt
from textwrap import wrap
from typing import Any

import lightgbm
import numpy as np

from benchmarks.placement_set import CORE, Example, examples, macro_f1
from jobs.analysis.placement_features import FIRST_NAMES

_FIRST_TREES = 24
_MORE_TREES = 160
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
# Who is judged the same by every tree that follows needs no more of them; by a margin.
_LOOKS = (8, 12, 16, 20, 24, 32, 48, 72, 120)
_MARGIN = 1.2


Tree = float | tuple[int, float, "Tree", "Tree"]


def main() -> None:
    labelled = list(examples())
    known = [example for example in labelled if not example.is_held_back]
    trees = learn(known)
    forest = _forest(trees, known)
    for name, some in (("learnt from", known), ("held back", [one for one in labelled if one.is_held_back])):
        core = [one for one in some if one.kind in CORE]
        figure = macro_f1(core, lambda one: _judge(forest, one))
        sys.stderr.write(f"macro F1 of core pages, {name}: {figure:.4f}\n")
    sys.stdout.write(_as_module(forest))


def learn(known: Sequence[Example]) -> list[Tree]:
    """The first trees know only where a link stands, the others everything.

    A page with four times the links of another counts twice as much.
    """
    links = Counter(example.page for example in known)
    figures = np.array([example.figures for example in known], dtype=np.float32)
    data = {
        "label": np.array([example.is_main for example in known]),
        "weight": np.array([1 / sqrt(links[example.page]) for example in known]),
    }
    first = lightgbm.train(
        {**_LEARNING, "learning_rate": 0.2}, lightgbm.Dataset(figures[:, : len(FIRST_NAMES)], **data), _FIRST_TREES
    )
    so_far = first.predict(figures[:, : len(FIRST_NAMES)], raw_score=True)
    second = lightgbm.train(_LEARNING, lightgbm.Dataset(figures, init_score=so_far, **data), _MORE_TREES)
    grown = first.dump_model()["tree_info"] + second.dump_model()["tree_info"]
    return [_tree(tree["tree_structure"]) for tree in grown]


def _tree(node: Mapping[str, Any]) -> Tree:
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), 3)
    threshold = float(f"{node['threshold']:.4g}")
    return node["split_feature"], threshold, _tree(node["left_child"]), _tree(node["right_child"])


def _values(trees: Sequence[Tree], example: Example) -> Iterator[float]:
    for tree in trees:
        node = tree
        while isinstance(node, tuple):
            node = node[2] if example.figures[node[0]] <= node[1] else node[3]
        yield node


def _forest(trees: Sequence[Tree], known: Sequence[Example]) -> list[tuple[float, bool, list[Tree]]]:
    """The trees in groups, each with the score that is enough to leave it at that; does it need all figures?"""
    sums = np.cumsum(np.array([list(_values(trees, example)) for example in known]), axis=1)
    is_main = sums[:, -1] > 0
    groups = []
    for begin, end in pairwise((0, *_LOOKS, len(trees))):
        score = sums[:, end - 1]
        wavering = np.abs(score[(score > 0) != is_main])
        enough = round(float(wavering.max(initial=0.0)) * _MARGIN, 2)
        groups.append((enough, begin == _FIRST_TREES, list(trees[begin:end])))
        sys.stderr.write(f"after {end} trees {np.mean(np.abs(score) > enough):.0%} are sure\n")
    return groups


def _judge(forest: Sequence[tuple[float, bool, list[Tree]]], example: Example) -> float:
    if example.is_ruled_out:
        return -1.0
    total = 0.0
    for enough, _, trees in forest:
        total += sum(_values(trees, example))
        if abs(total) > enough:
            break
    return total


def _as_module(forest: Sequence[tuple[float, bool, list[Tree]]]) -> str:
    lines = [
        '"""The trees that judge whether a link stands in the content; grown by benchmarks/train_placement.py."""',
        "",
        "from typing import Any",
        "",
        "# Groups of trees: the score that is enough to ask no further, whether all figures are needed, the trees.",
        "# A number is a leaf; else: which figure, the most it may be to go left, what stands left, what stands right.",
        "# fmt: off",
        "FOREST: tuple[tuple[float, bool, tuple[Any, ...]], ...] = (",
    ]
    for enough, needs_more, trees in forest:
        lines += [f"    ({enough}, {needs_more}, (", *_wrapped(trees), "    )),"]
    return "\n".join((*lines, ")")) + "\n"


def _wrapped(trees: Sequence[Tree]) -> list[str]:
    return wrap(", ".join(map(str, trees)) + ",", 116, initial_indent="        ", subsequent_indent="        ")


if __name__ == "__main__":
    main()
