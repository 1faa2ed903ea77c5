"""What Slack's mrkdwn becomes on the page: the same words, formatted where Slack formats them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from tests.preview.page.acting import OpenPage, Page, expect

pytestmark = pytest.mark.browser

# Reads text into the page's nodes and writes those as one short line.
SHORT = """
async (text) => {
  const { parseMrkdwn } = await import("/page/text/mrkdwn.js");
  const short = (node) => {
    if (node.type === "text") return node.text;
    if (node.type === "link") return `[${node.children.map(short).join("")}](${node.url})`;
    if (node.type === "styled") return `<${node.style}>${node.children.map(short).join("")}</>`;
    return `{${node.type} ${node.id ?? node.name}}`;
  };
  return parseMrkdwn(text).map((part) => {
    const said = part.nodes ? part.nodes.map(short).join("") : part.text;
    return part.type === "lines" ? said : `${part.type}: ${said}`;
  });
}
"""

# The same, as the milliseconds it takes.
TIMED = (
    f"async (text) => {{ const start = performance.now(); await ({SHORT})(text); return performance.now() - start; }}"
)

READ_AS = {
    "*bold* _italic_ ~gone~ `a*b*c`": ["<bold>bold</> <italic>italic</> <strike>gone</> <code>a*b*c</>"],
    "*_both_* and 2*3*4, snake_case_name": ["<bold><italic>both</></> and 2*3*4, snake_case_name"],
    "* not * bold, *nor this": ["* not * bold, *nor this"],
    "a \u2060*\u2060b\u2060*\u2060 c": ["a \u2060*\u2060b\u2060*\u2060 c"],
    "*<https://a.example/_x_|a *b* c>*": ["<bold>[a *b* c](https://a.example/_x_)</>"],
    "see https://a.example/a_b?c=1&amp;d=2.": ["see [https://a.example/a_b?c=1&d=2](https://a.example/a_b?c=1&d=2)."],
    "<mailto:a@b.example|write> <tel:123|call>": ["[write](mailto:a@b.example) <tel:123|call>"],
    "<@U0MAYA> in <#C0LINKS|links> <!here>": ["{user U0MAYA} in {channel C0LINKS} {broadcast here}"],
    "<!date^0^never {unknown}|1 Jan 1970>": ["1 Jan 1970"],
    ":anchor: at 10:30:15 :no_such:": ["{emoji anchor} at 10:30:15 :no_such:"],
    "&gt; quoted\n> too\nnot": ["quote: quoted\ntoo", "not"],
    "before\n```\n*raw* &lt;b&gt;\n```\nafter": ["before", "pre: *raw* <b>", "after"],
    "```never closed": ["```never closed"],
    "&amp;lt; stays &lt;": ["&lt; stays <"],
}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


def test_mrkdwn_is_read_as_slack_reads_it(page: Page) -> None:
    assert {text: page.evaluate(SHORT, text) for text in READ_AS} == READ_AS


@pytest.mark.parametrize("piece", ["*a ", "*_", "<", "`*a` ", "~_*", "https://", "&lt;", "> *"])
def test_the_longest_text_is_read_in_a_moment(page: Page, piece: str) -> None:
    text = (piece * 40_000)[:40_000]
    assert page.evaluate(TIMED, text) < 5_000


def test_rich_text_and_tables_keep_their_order(page: Page, client: WebClient) -> None:
    def words(*elements: dict[str, Any]) -> dict[str, Any]:
        return {"type": "rich_text_section", "elements": list(elements)}

    def said(text: str, **style: bool) -> dict[str, Any]:
        return {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}

    steps = {
        "type": "rich_text_list",
        "style": "ordered",
        "elements": [words(said("one")), words(said("two", bold=True))],
    }
    rows = [["Domain", "Links"], ["b.example", "2"], ["a.example", "10"]]
    cells = [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]
    blocks = [
        {"type": "rich_text", "elements": [words(said("*not bold* ")), steps]},
        {"type": "data_table", "caption": "Domains", "rows": cells},
    ]
    client.chat_postMessage(channel="C0LINKS", text="both", blocks=blocks)
    expect(page.locator(".rich-text")).to_have_text("*not bold* 1.one2.two")
    table = page.get_by_role("table", name="Domains")
    expect(table.get_by_role("rowheader")).to_have_text(["b.example", "a.example"])
    table.get_by_role("button", name="Links").click()
    expect(table.get_by_role("rowheader")).to_have_text(["b.example", "a.example"])
    table.get_by_role("button", name="Links").click()
    expect(table.get_by_role("rowheader")).to_have_text(["a.example", "b.example"])
