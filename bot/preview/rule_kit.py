"""Small rules that combine into large ones: each looks at a piece of JSON and says, like Slack, what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bot.preview.values import Json

# A rule gets a value and its JSON pointer, and gives complaints that name the pointer.
Rule = Callable[[object, str], Iterator[str]]


def complain(what: str, place: str) -> str:
    return f"{what} [json-pointer:{place}]"


def string(longest: int, shortest: int = 0) -> Rule:
    def rule(value: object, place: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield complain("must be a string", place)
        elif len(value) > longest:
            yield complain(f"must be less than {longest + 1} characters", place)
        elif len(value) < shortest:
            yield complain(f"must be more than {shortest - 1} characters", place)

    return rule


def url(longest: int = 3000) -> Rule:
    length = string(longest, 1)

    def rule(value: object, place: str) -> Iterator[str]:
        yield from length(value, place)
        if isinstance(value, str) and not value.startswith(("https://", "http://", "slack://", "mailto:")):
            yield complain("must be a valid URL", place)

    return rule


def whole(low: int, high: int) -> Rule:
    def rule(value: object, place: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield complain("must be an integer", place)
        elif not low <= value <= high:
            yield complain(f"must be between {low} and {high}", place)

    return rule


def number(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield complain("must be a number", place)


def flag(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield complain("must be a boolean", place)


def anything(_value: object, _place: str) -> Iterator[str]:
    yield from ()


def one_of(*words: str) -> Rule:
    def rule(value: object, place: str) -> Iterator[str]:
        if value not in words:
            yield complain(f"must be one of: {', '.join(words)}", place)

    return rule


def items(each: Rule, most: int, fewest: int = 1) -> Rule:
    def rule(value: object, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield complain("must be an array", place)
            return
        if len(value) > most:
            yield complain(f"no more than {most} items allowed", place)
        if len(value) < fewest:
            yield complain(f"must provide at least {fewest} items", place)
        for at, item in enumerate(value):
            yield from each(item, f"{place}/{at}")

    return rule


def fields(needed: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others; ``type`` is looked at by ``by_type``."""
    known = {"type": anything, **(optional or {}), **needed}

    def rule(value: object, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complain("must provide an object", place)
            return
        yield from (complain(f"missing required field: {name}", place) for name in needed if value.get(name) is None)
        for name, part in value.items():
            if name not in known:
                yield complain(f"invalid additional property: {name}", place)
            elif part is not None:
                yield from known[name](part, f"{place}/{name}")

    return rule


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    def rule(value: object, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complain("must provide an object", place)
            return
        kind = value.get("type")
        if kind is None:
            yield complain("missing required field: type", place)
        elif kind not in kinds:
            yield complain(f"unsupported type: {kind}", f"{place}/type")
        else:
            yield from kinds[kind](value, place)

    return rule


def also(rule: Rule, extra: Callable[[Json, str], Iterator[str]]) -> Rule:
    """Both; ``extra`` looks only at objects that the first rule is content with."""

    def both(value: object, place: str) -> Iterator[str]:
        found = list(rule(value, place))
        yield from found
        if not found and isinstance(value, dict):
            yield from extra(value, place)

    return both


def plain(longest: int = 3000) -> Rule:
    return by_type({"plain_text": fields({"text": string(longest, 1)}, {"emoji": flag})})


def text(longest: int = 3000) -> Rule:
    return by_type(text_kinds(longest))


def text_kinds(longest: int = 3000) -> Mapping[str, Rule]:
    return {
        "plain_text": fields({"text": string(longest, 1)}, {"emoji": flag}),
        "mrkdwn": fields({"text": string(longest, 1)}, {"verbatim": flag}),
    }
