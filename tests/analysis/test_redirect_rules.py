"""A redirect rule leads exactly its address where it should, read as each server's own documentation says."""

from __future__ import annotations

import csv
import re
from urllib.parse import unquote_to_bytes, urlsplit

import can_ada
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jobs.analysis.redirect_rules import RuleKind, redirect_rule, redirect_rules

AIM = "https://acme.com/guide"

paths = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(
    lambda words: can_ada.parse("https://acme.com/" + words.replace("?", "").replace("#", "")).href
)
odd_paths = paths | st.sampled_from(
    [
        "https://acme.com/a b", "https://acme.com/a%20b", 'https://acme.com/say-"hi"', "https://acme.com/it's",
        "https://acme.com/a.b+c(d)[e]{f}|g^h$i", "https://acme.com/100%25", "https://acme.com/back%5Cslash",
        "https://acme.com/gr%C3%BC%C3%9Fe", "https://acme.com/caf%E9", "https://acme.com/a%0Ab", "https://acme.com/*",
        "https://acme.com/:id", "https://acme.com/#x", "https://acme.com/", "https://acme.com/%{HTTP_HOST}/$1",
    ]
).map(lambda url: str(can_ada.parse(url).href).partition("#")[0])  # fmt: skip


def test_the_rules_of_a_plain_page_are_what_a_person_would_write() -> None:
    assert redirect_rules("https://acme.com/guide-2019", AIM) == {
        RuleKind.APACHE: "RewriteEngine On\nRewriteRule ^/?guide-2019$ https://acme.com/guide [R=301,L,NE]",
        RuleKind.NGINX: 'location = "/guide-2019" { return 301 "https://acme.com/guide"; }',
        RuleKind.NETLIFY: "/guide-2019  https://acme.com/guide  301",
        RuleKind.CSV: "source,target,code\nhttps://acme.com/guide-2019,https://acme.com/guide,301",
    }


def test_the_rules_of_a_page_with_a_query_lead_that_query_alone() -> None:
    rules = redirect_rules("https://acme.com/page.php?id=12&b=a.c", AIM)
    assert rules[RuleKind.APACHE] == (
        "RewriteEngine On\nRewriteCond %{QUERY_STRING} ^id\\x3D12\\x26b\\x3Da\\.c$\n"
        "RewriteRule ^/?page\\.php$ https://acme.com/guide [R=301,L,NE,QSD]"
    )
    assert rules[RuleKind.NGINX] == (
        'if ($request_uri ~ "^/page\\.php\\x3Fid\\x3D12\\x26b\\x3Da\\.c$") { return 301 "https://acme.com/guide"; }'
    )
    assert rules[RuleKind.NETLIFY] == "/page.php  id=12  b=a.c  https://acme.com/guide  301"


class Apache:
    """One RewriteRule as mod_rewrite reads it: raw words, patterns over decoded bytes, backslashes before signs."""

    def __init__(self, rule: str) -> None:
        line = rule.splitlines()[-1]
        assert line.isascii()
        assert '"' not in line
        words = line.split(" ")
        assert words[0] == "RewriteRule"
        _, self.pattern, aim, self.flags = words
        assert re.search(r"(?<!\\)[$%]", aim) is None, "a variable"
        self.aim = re.sub(r"\\(.)", r"\1", aim)

    def leads(self, path: bytes) -> bool:
        return re.search(self.pattern.encode().removesuffix(b"$") + rb"\Z", path) is not None


def nginx_words(rule: str) -> list[str]:
    """The words of a directive as nginx's reader takes them: quotes, and a backslash before what would end a word."""
    escapes = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "'": "'"}

    def read(quoted: re.Match[str]) -> str:
        return re.sub(r"\\(.)", lambda found: escapes.get(found[1], found[0]), quoted[1])

    found = re.finditer(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)', rule, re.DOTALL)
    return [read(word) if word[2] is None else word[2] for word in found]


@given(odd_paths, odd_paths)
@example("https://acme.com/a%20b", "https://acme.com/caf%E9")
def test_apache_leads_the_one_path_and_its_aim_survives(old: str, new: str) -> None:
    rule = Apache(redirect_rule(RuleKind.APACHE, old, new))
    path = unquote_to_bytes(urlsplit(old).path)
    assert rule.leads(path)
    assert rule.leads(path[1:])
    for other in (path + b"x", path + b"/", b"/x" + path, path[:-1], path.swapcase()):
        assert rule.leads(other) == (other in (path, path[1:])), other
    assert unquote_to_bytes(rule.aim) == unquote_to_bytes(new)


@given(odd_paths, odd_paths)
def test_nginx_leads_the_one_path_and_its_aim_survives(old: str, new: str) -> None:
    location, how, place, opens, returns, code, aim, *_ = nginx_words(redirect_rule(RuleKind.NGINX, old, new))
    assert (location, opens, returns, code) == ("location", "{", "return", "301")
    path = unquote_to_bytes(urlsplit(old).path)
    if how == "=":
        assert place.encode() == path
    else:
        assert re.search(place.encode(), path)
        assert not re.search(place.encode(), path + b"x")
    assert "$" not in aim
    assert unquote_to_bytes(aim) == unquote_to_bytes(new)


@given(odd_paths, odd_paths)
def test_a_netlify_line_has_three_words_and_no_wild_cards(old: str, new: str) -> None:
    path, aim, code = redirect_rule(RuleKind.NETLIFY, old, new).split()
    assert code == "301"
    assert not set(path) & set("*:#")
    assert unquote_to_bytes(path) == unquote_to_bytes(urlsplit(old).path)
    assert unquote_to_bytes(aim) == unquote_to_bytes(new)


@given(odd_paths, odd_paths)
def test_a_list_reads_back_as_it_was_written(old: str, new: str) -> None:
    head, row = csv.reader(redirect_rule(RuleKind.CSV, old, new).splitlines())
    assert head == ["source", "target", "code"]
    assert row[0] == old
    assert row[2] == "301"


@pytest.mark.parametrize("kind", [RuleKind.APACHE, RuleKind.NGINX])
def test_a_query_of_another_page_is_left_alone(kind: RuleKind) -> None:
    rule = redirect_rule(kind, "https://acme.com/p?a.c=$1", AIM)
    (pattern,) = [re.compile(found) for found in re.findall(r'(?:QUERY_STRING\} |~ ")(\^[^ "]*\$)', rule)]
    asked = "a.c=$1" if kind is RuleKind.APACHE else "/p?a.c=$1"
    assert pattern.search(asked)
    assert not pattern.search(asked.replace(".", "b"))
    assert not pattern.search(asked + "1")
