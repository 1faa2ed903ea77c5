"""docs/verdicts.md explains every verdict, under the answer it counts as, in the same five steps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.blocks.words import WORDINGS
from storage.domain import Conclusion, Verdict

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "verdicts.md").read_text(encoding="utf-8")
CHAPTERS = {
    Conclusion.LIVE: "The link is there",
    Conclusion.LOST: "The link is gone",
    Conclusion.NO_ANSWER: "No answer",
    Conclusion.REFUSED: "Not visited",
}
STEPS = ["Means", "How we know", "Never concluded", "Do", "Example"]


def chapter(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_explained_where_it_counts(verdict: Verdict) -> None:
    section = chapter(CHAPTERS[WORDINGS[verdict].means]).split(f"\n### `{verdict}`\n")[1].split("\n### ")[0]
    assert re.findall(r"^- \*\*([^*:]+):\*\*", section, re.MULTILINE) == STEPS


def test_nothing_is_explained_that_is_no_verdict() -> None:
    assert sorted(re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE)) == sorted(Verdict)


def test_every_place_that_the_page_points_to_is_there() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in re.findall(r"^#+ (.+)$", PAGE, re.M)
    }
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        assert target.removeprefix("#") in headings if target.startswith("#") else (DOCS / target).is_file()


def test_the_readme_leads_to_it() -> None:
    assert "(docs/verdicts.md)" in (DOCS.parent / "README.md").read_text(encoding="utf-8")
