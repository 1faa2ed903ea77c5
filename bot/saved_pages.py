"""Saved pages as commands are given them: a file with its address, or one JSON object per line of standard input."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import UsageError
from bot.standard_streams import arriving_lines, print_json
from jobs.analysis.text import clean
from jobs.reading.page_to_read import PageToRead
from storage.errors import AnchorwatchError

_LARGEST_PAGE = 50_000_000
_LINE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SavedPage:
    """``rest`` is what a line said beside."""

    file: str | None
    url: str | None
    content_type: str | None = None
    rest: Mapping[str, Any] | None = None

    def load(self) -> PageToRead:
        if not self.file or not self.url:
            raise UsageError("Give a FILE and its address with --url, or --batch with JSON lines on standard input.")
        try:
            with Path(self.file).open("rb") as saved:
                body = saved.read(_LARGEST_PAGE + 1)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "its name cannot be used"
            raise AnchorwatchError(f"Cannot read {clean(self.file)}: {why.lower()}.") from error
        if len(body) > _LARGEST_PAGE:
            raise AnchorwatchError(
                f"{clean(self.file)} is larger than {_LARGEST_PAGE // 1_000_000} MB, which no page is."
            )
        return PageToRead(body, self.url, self.content_type)


def answer_lines(answer: Callable[[SavedPage], Mapping[str, Any]]) -> None:
    """One object for each line; a line that cannot be answered gives one with its error, so that the others go on."""
    for lines in arriving_lines():
        for line in lines:
            print_json(_answered(line, answer))


def _answered(line: str, answer: Callable[[SavedPage], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        asked = _asked(line)
    except (ValueError, RecursionError) as error:
        said = clean(str(error))
        return {"error": f'This line is no JSON object with "file" and "url" ({said}).', "line": line[:_LINE_SHOWN]}
    try:
        return {"file": asked.file, **answer(asked)}
    except AnchorwatchError as error:
        return {"file": asked.file, "error": error.user_message}


def _asked(line: str) -> SavedPage:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("it is something else")
    asked = {name: found.get(name) for name in ("file", "url", "content_type")}
    for name, value in asked.items():
        if not isinstance(value, str) and (value is not None or name != "content_type"):
            raise ValueError(f"{name} is no text")
    return SavedPage(**asked, rest=found)
