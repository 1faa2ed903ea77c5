"""Texts and addresses as strangers write them to harm a reader, made by Hypothesis."""

from dataclasses import replace

from hypothesis import Phase, settings
from hypothesis import strategies as st

from storage.domain import Facet, LinkFacts, Verdict
from tests.blocks import samples

# Without shrinking: a counterexample of texts this long takes minutes to become shorter.
trial = settings(max_examples=30, phases=[Phase.explicit, Phase.reuse, Phase.generate])

_ATTACKS = (
    "<!channel>",
    "<!here|here>",
    "<@U0666>",
    "<https://evil.example|acme.com>",
    "&lt;!here&gt;",
    "*_~bold~_*",
    "```code```",
    "\u202egnp.exe",
    "\u2067\u2066",
    "مرحبا",
    "שלום",
    "漢字" * 50,
    "👩‍👩‍👧‍👧🏽",
    "e\u0301" * 40,
    "\r\n> quote",
    "\x00\x1b[31m",
    "|",
    ":skull:",
    "&" * 300,
    "\ud800",
    "\u200b",
)

texts = st.lists(st.one_of(st.sampled_from(_ATTACKS), st.text(max_size=30)), max_size=8).map("".join) | st.sampled_from(
    [letter * 1_500 for letter in "x<漢*é`ש"]  # longer ones have tests of their own: Hypothesis reprs every example
)
urls = st.builds(
    lambda scheme, host, path: f"{scheme}{host}/{path}",
    st.sampled_from(["https://", "http://", "javascript:", "https://user@", "", "HTTPS://"]),
    st.sampled_from(["blog.example", "acme.com." + "a" * 60 + ".evil.example", "[::1", "xn--mnchen-3ya.example"]),
    texts,
)
facts = st.builds(
    lambda anchor, before, after, target: replace(
        samples.FACTS, anchor_text=anchor, context_before=before, context_after=after, target_url=target
    ),
    texts,
    texts,
    texts,
    urls,
)
facets = st.builds(
    Facet, st.sampled_from(["rel", "anchor", "target", "placement", "index", "number of links", "odd"]), texts, texts
)


def _link(number: int, url: str, said: LinkFacts | None):
    return samples.link(number, source_url=url, facts=said)


links = st.builds(_link, st.integers(1, 10**9), urls, facts | st.none())
lost = st.builds(
    lambda link, verdict, incident: replace(samples.lost(verdict=verdict, incident_id=incident), link=link),
    links,
    st.sampled_from(list(Verdict)),
    st.sampled_from([None, None, 7, 8]),
)
changed = st.builds(
    lambda link, found: replace(samples.changed(1, "x.example", Verdict.REL_CHANGED, *found), link=link),
    links,
    st.lists(facets, max_size=6),
)
new = st.builds(lambda link: replace(samples.new(1, "x.example"), link=link), links)
