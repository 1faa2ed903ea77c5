"""Names that are words too: context decides, people decide where context does not, and their votes teach."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.disambiguation import Judged, Learnt, is_in_doubt, judge_context, learned
from jobs.analysis.exclusions import Circumstances, exclusion
from storage.domain import Brand, Vote

NOW = datetime(2026, 3, 3, tzinfo=UTC)
NOTION = Brand(
    ("Notion",),
    products=("Notion Calendar",),
    own_domains=("notion.example",),
    required=("workspace", "notes app"),
    categories=("software", "template"),
    excluded=("vague notion", "philosophy"),
    competitors=("Notion Capital",),
    is_common=True,
)
NOTHING = Learnt()
PLAIN = Brand(("Acme Rockets",))


def judged(
    text: str, brand: Brand = NOTION, name: str = "", domain: str = "a.example", learnt: Learnt = NOTHING
) -> Judged:
    name = name or brand.name
    start = text.lower().index(name.lower())
    return judge_context(brand, text, start, start + len(name), domain, learnt)


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("We moved our whole workspace to Notion last year.", True),
        ("I plan with Notion and its Notion Calendar every day.", True),
        ("They use Notion, see notion.example for more.", True),
        ("Use Notion for that.", None),
        ("The notion that pigs can fly is old.", False),
        ("In his philosophy the Notion of being is central.", False),
        ("The round was led by Notion Capital in London.", False),
    ],
)
def test_the_words_around_a_common_name_decide_where_they_can(text: str, is_ours: bool | None) -> None:
    found = judged(text)
    assert found.is_ours is is_ours, found
    if is_ours is not None:
        assert found.reasons


def test_a_name_that_is_no_word_needs_no_context() -> None:
    assert judged("Made by Acme Rockets.", PLAIN).is_ours


@pytest.mark.parametrize(
    ("brand", "text", "found", "doubt"),
    [
        (Brand(("Ahoy",)), "x", "Ahoy", True),
        (Brand(("Basecamp",)), "We love Basecamp.", "Basecamp", False),
        (Brand(("Basecamp",)), "At the basecamp of Everest stands Basecamp.", "Basecamp", True),
        (Brand(("Acme Rockets",)), "acme rockets fly", "Acme Rockets", False),
        (Brand(("Basecamp",), is_common=True), "Basecamp", "Basecamp", True),
    ],
)
def test_short_common_and_small_written_names_are_in_doubt(brand: Brand, text: str, found: str, doubt: bool) -> None:
    assert is_in_doubt(brand, text, found) is doubt


def vote(number: int, context: str, is_ours: bool) -> Vote:
    return Vote("Notion", b"%016d" % number, f"s{number}.example", context, is_ours, "U1", NOW)


def test_thirty_votes_teach_the_brand_its_own_words() -> None:
    ours = [vote(n, f"kanban board for teams {n}", True) for n in range(15)]
    others = [vote(n + 50, f"an idea about justice {n}", False) for n in range(15)]
    text, other = "A kanban board for teams in Notion", "An idea about justice, Notion of old"
    assert judged(text, learnt=learned([*ours[:10], *others[:10]])).is_ours is None
    taught = learned([*ours, *others])
    assert judged(text, learnt=taught).is_ours is True
    assert judged(other, learnt=taught).is_ours is False
    assert "30 votes" in judged(text, learnt=taught).reasons[0]


def test_a_domain_that_meant_us_before_tips_the_scale_at_once() -> None:
    learnt = learned([vote(1, "x", True), vote(2, "x", False)])
    assert judged("Use Notion for that.", domain="s1.example", learnt=learnt).is_ours is True
    assert judged("Notion for that.", domain="s2.example", learnt=learnt).is_ours is False


WHERE = Circumstances(OwnDomains(("acme.com",)), competitors={"rival.example", "Globex Corp"}, muted={"noise.example"})


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://blog.acme.com/x", "your own"),
        ("https://www.rival.example/post", "competitor"),
        ("https://globexcorp.com/post", "competitor"),
        ("https://blog.globex-corp.de/post", "competitor"),
        ("https://noise.example/a", "muted"),
        ("https://www.reddit.com/r/x/comments/1", "forum"),
        ("https://news.ycombinator.com/item?id=1", "forum"),
        ("https://forum.shop.example/t/1", "forum"),
        ("https://www.linkedin.com/posts/x", "social"),
        ("https://www.google.com/search?q=acme", "search"),
        ("https://www.indeed.com/viewjob?jk=1", "job board"),
        ("https://firm.example/careers/engineer", "job board"),
        ("https://www.trustpilot.com/review/acme.com", "review"),
        ("https://retailmenot.com/view/acme.com", "coupon"),
        ("https://paper.example/", "home page"),
        ("https://paper.example/tag/acme", "collector"),
    ],
)
def test_places_where_nobody_should_be_asked_say_why(url: str, said: str) -> None:
    found = exclusion(url, WHERE)
    assert found is not None
    assert said in found.reason
    assert found.may_engage is (said in {"forum", "social"})


@pytest.mark.parametrize(
    "url",
    ["https://paper.example/2026/acme-review", "https://paper.example/?p=17", "https://jobs-blog.example/how-we-hire"],
)
def test_an_article_is_a_place_to_ask(url: str) -> None:
    assert exclusion(url, WHERE) is None
