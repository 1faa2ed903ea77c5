"""What a template may be made of: text, placeholders, and a plain if; all else is refused in one sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from storage.errors import WrongRequestError

MOST_TAGS: Final = 40  # so that a letter is never much longer than its template
_DEEPEST = 3  # what nests deeper nobody can read; beyond a hundred Python could not either

_ONLY = "only placeholders such as {{ page_title }} are possible"
_BLOCKS: Final = {
    "for": "a loop (for)",
    "set": "a variable of its own (set)",
    "with": "a variable of its own (with)",
    "macro": "a macro",
    "call": "a macro (call)",
    "filter": "a filter",
    "include": "another template (include)",
    "import": "another template (import)",
    "from": "another template (from)",
    "extends": "another template (extends)",
    "block": "another template (block)",
    "raw": "raw text (raw)",
}
_OPERATORS: Final = {
    ".": "reads a part of a value (.)",
    "[": "reads a part of a value ([)",
    "(": "calls a function",
    "|": "uses a filter (|)",
}
_LOGIC = frozenset({"and", "or", "not", "in", "is", "if", "else"})
_LAWFUL = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not)

Token = tuple[str, str]


class TemplateError(WrongRequestError):
    """A template that cannot be used as it is. ``part`` is the text of it that is wrong: see ``drafts.PARTS``."""

    def __init__(self, sentence: str, part: str = "") -> None:
        super().__init__(sentence)
        self.part = part


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands between ``{{`` and ``}}`` or ``{%`` and ``%}``."""

    opening: str
    tokens: tuple[Token, ...]


def understand(source: str, known: Collection[str], environment: Environment) -> nodes.Template:
    """The template's tree, of lawful nodes only. The tags are read one by one before anything is parsed: what they
    may hold is so little that no template can make the parser recurse or the compiler give up."""
    try:
        _read_tags(tuple(_tags(source, environment)), known)
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise _unreadable(error.lineno) from error
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _LAWFUL):
            raise TemplateError(f"The template uses more than text and placeholders; {_ONLY}.")
    return tree


def placeholders(tree: nodes.Template) -> frozenset[str]:
    return frozenset(node.name for node in tree.find_all(nodes.Name))


def _unreadable(line: int) -> TemplateError:
    return TemplateError(
        f"The template cannot be read near line {line}: each placeholder is a name in two braces, such as "
        "{{ page_title }}."
    )


def _tags(source: str, environment: Environment) -> Iterator[Tag]:
    opening, inside, began = "", list[Token](), 1
    for line, kind, value in environment.lex(source):
        if kind in {"comment_begin", "raw_begin"}:
            raise TemplateError(f"The template uses {'a comment' if kind[0] == 'c' else 'raw text (raw)'}; {_ONLY}.")
        if kind in {"variable_begin", "block_begin"}:
            opening, inside, began = value[:2], [], line
        elif kind in {"variable_end", "block_end"}:
            yield Tag(opening, tuple(inside))
            opening = ""
        elif opening and kind != "whitespace":
            inside.append((kind, value))
    if opening:
        raise _unreadable(began)


def _read_tags(tags: tuple[Tag, ...], known: Collection[str]) -> None:
    if len(tags) > MOST_TAGS:
        raise TemplateError(f"The template has {len(tags)} placeholders; {MOST_TAGS} is the most. Leave some out.")
    depth = 0
    for tag in tags:
        if tag.opening == "{{":
            _read_name(tag.tokens, known)
        else:
            depth += _read_block(tag.tokens, known)
        if depth < 0:
            raise TemplateError("The template has an {% endif %} without an {% if … %}. Remove one or add the other.")
        if depth > _DEEPEST:
            raise TemplateError(f"The template nests more than {_DEEPEST} {{% if … %}} in each other. Use fewer.")
    if depth:
        raise TemplateError("The template has an {% if … %} without its {% endif %}. Add it where the if ends.")


def _read_block(tokens: tuple[Token, ...], known: Collection[str]) -> int:
    """How much deeper the text behind it lies."""
    word = tokens[0][1] if tokens else ""
    match word:
        case "if" | "elif":
            asked = tokens[2:] if tokens[1:2] == (("name", "not"),) else tokens[1:]
            _read_name(asked, known)
            return int(word == "if")
        case "else" | "endif" if len(tokens) == 1:
            return -int(word == "endif")
        case _:
            what = _BLOCKS.get(word, "a tag of its own kind ({% … %})")
            raise TemplateError(f"The template uses {what}; {_ONLY}, and {{% if contact_name %}} … {{% endif %}}.")


def _read_name(tokens: tuple[Token, ...], known: Collection[str]) -> None:
    if not tokens:
        raise TemplateError(f"The template has a placeholder without a name; {_ONLY}.")
    for kind, value in tokens[1:] if tokens[0][0] == "name" and tokens[0][1] not in _LOGIC else tokens:
        raise TemplateError(f"The template {_does(kind, value)}; {_ONLY}.")
    if tokens[0][1] not in known:
        raise _unknown(tokens[0][1], known)


def _does(kind: str, value: str) -> str:
    if kind == "operator":
        return _OPERATORS.get(value, f"calculates ({value})")
    if kind == "name":
        return f"uses logic ({value})" if value in _LOGIC else "has two names in one placeholder"
    return "has a fixed value in a placeholder"


def _unknown(name: str, known: Collection[str]) -> TemplateError:
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    meant = f"Did you mean {{{{ {near[0]} }}}}?" if near else f"There are: {', '.join(known)}."
    return TemplateError(f"There is no placeholder {{{{ {name[:40]} }}}}. {meant}")
