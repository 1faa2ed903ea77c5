"""The same page as different hands write it: comments, case, quotes, spaces, entities and charset change no meaning."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from tests.fuzzing.markup import pieces

_TAGS = (
    *("div", "p", "section", "article", "main", "nav", "footer", "aside", "ul", "li", "span", "b", "em", "h1", "h2"),
    *("a", "a", "a", "button", "details"),  # no tables: there a comment decides which texts move out of them
)
_CLASSES = "", "menu", "author-box", "comments", "post-body", "sidebar", "hidden", "related"
_ENCODINGS = "utf-8", "utf-8-sig", "utf-16"
_SPACES = " ", "\n", "\t ", "  "


@dataclass(frozen=True, slots=True)
class Element:
    tag: str
    attributes: tuple[tuple[str, str], ...]
    inside: tuple[Element | str, ...]


_texts = st.sampled_from(["Acme", " is ", "a & b", "Привет", "日本語", "word " * 30, "\n", "naïve"])
_attributes = st.builds(
    lambda href, css, rel: (("href", href), *((("class", css),) if css else ()), *((("rel", rel),) if rel else ())),
    pieces("hrefs").filter(lambda href: "\0" not in href and "\r" not in href and href.isprintable()),
    st.sampled_from(_CLASSES),
    st.sampled_from(["", "", "nofollow", "sponsored ugc"]),
)
trees: st.SearchStrategy[Element | str] = st.recursive(
    _texts,
    lambda inside: st.builds(Element, st.sampled_from(_TAGS), _attributes, st.lists(inside, max_size=4).map(tuple)),
    max_leaves=30,
)
documents = st.lists(trees, max_size=8).map(tuple)


def plainly(document: tuple[Element | str, ...]) -> bytes:
    return ("<!doctype html><meta charset=utf-8><body>" + "".join(map(_plain, document))).encode()


def _plain(node: Element | str) -> str:
    if isinstance(node, str):
        return _escaped(node)
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in node.attributes)
    return f"<{node.tag}{attributes}>{''.join(map(_plain, node.inside))}</{node.tag}>"


def otherwise(document: tuple[Element | str, ...], chance: Random) -> bytes:
    written = "<!DOCTYPE HTML><META charset='utf-8'><BODY>" + "".join(_other(node, chance) for node in document)
    return written.encode(chance.choice(_ENCODINGS))


def _other(node: Element | str, chance: Random) -> str:
    comment = chance.choice(("", "", "<!-- -->", "<!---->", "<!-- <a href=/x>y</a> -->"))
    if isinstance(node, str):
        return comment + "".join(f"&#{ord(letter)};" if chance.random() < 0.1 else _escaped(letter) for letter in node)
    tag = chance.choice((node.tag, node.tag.upper()))
    attributes = "".join(_attribute(name, value, chance) for name, value in node.attributes)
    inside = "".join(_other(inner, chance) for inner in node.inside)
    return f"{comment}<{tag}{attributes}{chance.choice(('', *_SPACES))}>{inside}</{tag}{chance.choice(('', ' '))}>"


def _attribute(name: str, value: str, chance: Random) -> str:
    quote, equals = chance.choice("'\""), chance.choice(("=", " = ", "=\n"))
    said = _escaped(value).replace("'", "&#39;")
    return chance.choice(_SPACES) + chance.choice((name, name.upper())) + equals + quote + said + quote


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
