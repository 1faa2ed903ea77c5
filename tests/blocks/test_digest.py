"""The digest says whether to act, adds up, and says nothing on a day without news."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import limits, names
from bot.blocks.digest import digest_thread
from storage.domain import (
    ChangeKind,
    Digest,
    Facet,
    HeldBack,
    HeldGroup,
    LinkKind,
    Message,
    Placement,
    Section,
    Tally,
    Thread,
    Told,
    Verdict,
)
from tests.blocks import samples, strangers
from tests.blocks.judges import judge_thread
from tests.blocks.reading import read, read_thread
from tests.blocks.samples import NOW, changed, digest, lost, new, recovered, section

GOLDEN = Path(__file__).parent / "golden"


def thread_of(told: Digest) -> Thread:
    thread = digest_thread(told, "digest/1/2026-03-03")
    assert thread is not None
    judge_thread(thread)
    return thread


def rows_of(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks if block["type"] == "section"]


def busy_day() -> Digest:
    relaunch = [lost(100 + number, "blog.example", Verdict.MOVED_LOST, incident_id=7) for number in range(54)]
    turned = Facet("rel", "followed", "nofollow (meta robots)")
    renamed = Facet("anchor", "Acme", "click here")
    moved = Facet("placement", "main", "footer")
    return digest(
        lost=section(lost(1), lost(2, "blogroll.example", Verdict.GONE_404), *relaunch),
        changed=section(
            changed(3, "review.example", Verdict.REL_CHANGED, turned, follow=False),
            changed(4, "forum.example", Verdict.ANCHOR_CHANGED, renamed, moved, anchor_text="click here"),
        ),
        new=section(new(5, "fresh.example")),
        recovered=section(recovered(6, "back.example")),
        incidents=(samples.incident(),),
        tally=Tally(live=198, lost=56, absent=1, unseen=0, held=HeldBack(blocked=7, rechecking=2)),
    )


def test_a_digest_reads_like_this() -> None:
    assert read_thread(thread_of(busy_day())) == (GOLDEN / "digest.txt").read_text()


def test_a_first_digest_reads_like_this() -> None:
    thread = thread_of(digest(is_baseline=True, lost=section(lost(1))))
    assert read_thread(thread) == (GOLDEN / "first_digest.txt").read_text()


def test_a_day_without_news_has_no_digest() -> None:
    assert digest_thread(digest(), "key") is None


def test_a_site_without_a_channel_has_no_digest() -> None:
    site = replace(samples.SITE, settings=replace(samples.SITE.settings, channel_id=None))
    assert digest_thread(digest(site=site, lost=section(lost(1))), "key") is None


def test_the_digest_of_the_demo_says_that_it_is_one() -> None:
    parent = thread_of(digest(site=replace(samples.SITE, is_demo=True), lost=section(lost(1)))).parent
    assert "acme.com (demo)" in parent.text
    assert parent.blocks[0]["text"]["text"] == "Link digest · acme.com (demo) · Tue 3 Mar"


def test_replies_follow_the_order_losses_changes_new_back() -> None:
    heads = [reply.blocks[0]["text"]["text"].split(":")[0] for reply in thread_of(busy_day()).replies]
    assert heads == ["Lost", "Changed", "New", "Back again"]


def test_the_parent_of_the_busiest_day_stays_within_twelve_lines() -> None:
    assert (
        len(read(thread_of(busy_day()).parent).split("\n")) - 1 <= limits.PARENT_LINES
    )  # the first line is the notification


def test_four_hundred_lost_links_are_ten_lines_and_a_file() -> None:
    told = [lost(number, f"site{number}.example") for number in range(1, 401)]
    thread = thread_of(digest(lost=section(*told)))
    (reply,) = thread.replies
    assert len(rows_of(reply)) == limits.SECTION_LINES
    assert len(read(thread.parent).split("\n")) - 1 <= limits.PARENT_LINES
    (file,) = reply.files
    assert file.name == "acme.com-2026-03-03-lost.csv"
    assert len(file.content.splitlines()) == 401
    assert "+390 more in the attached file." in read(reply)


def test_ten_lost_links_need_no_file() -> None:
    (reply,) = thread_of(digest(lost=section(*(lost(number) for number in range(10))))).replies
    assert not reply.files
    assert "more" not in reply.blocks[-1].get("text", {}).get("text", "")


def test_a_file_that_holds_only_the_first_rows_says_so() -> None:
    told = tuple(lost(number) for number in range(20))
    (reply,) = thread_of(digest(lost=Section(told, 5_000, 900))).replies
    assert "+4,990 more in the attached file, which has the first 20." in read(reply)


def test_a_rest_without_a_file_names_the_command_that_lists_it() -> None:
    (reply,) = thread_of(digest(lost=Section((lost(1),), 25, 9))).replies
    assert "+24 more. `/backlinks lost` lists them." in read(reply)


def test_one_cause_is_one_line_however_many_links_it_took() -> None:
    (reply,) = thread_of(digest(lost=busy_day().lost, incidents=(samples.incident(),))).replies
    assert len(rows_of(reply)) == 3
    assert "site redesign at blog.example: 54 links, one incident" in rows_of(reply)[2]
    assert reply.files, "the links behind the line are in the file"


def test_one_link_of_an_incident_is_told_as_itself() -> None:
    (reply,) = thread_of(digest(lost=section(lost(1, incident_id=7)), incidents=(samples.incident(),))).replies
    assert "technews.example/best-tools-1" in rows_of(reply)[0]


def test_an_image_link_without_words_is_called_an_image() -> None:
    told = lost(1)
    silent = replace(samples.FACTS, anchor_text=" ", kind=LinkKind.IMAGE)
    told = replace(told, link=replace(told.link, facts=silent))
    assert "*an image*" in rows_of(thread_of(digest(lost=section(told))).replies[0])[0]


def test_held_back_pages_are_named_and_never_counted_as_lost() -> None:
    held = HeldBack(blocked=7, unreachable=1, robots=1, rechecking=2, other=1)
    parent = read(thread_of(digest(lost=section(lost(1)), tally=Tally(live=1, lost=1, held=held))).parent)
    assert "Held back:* 7 pages would not let us look" in parent
    assert "none of them counted as lost" in parent


def test_each_explain_button_carries_its_link_and_an_id_of_its_own() -> None:
    (reply,) = thread_of(digest(lost=section(lost(11), lost(12)))).replies
    buttons = [block["accessory"] for block in reply.blocks if "accessory" in block]
    assert [button["value"] for button in buttons] == ["11", "12"]
    assert len({button["action_id"] for button in buttons}) == 2
    assert all(names.EXPLAIN.match(button["action_id"]) for button in buttons)
    assert buttons[0]["accessibility_label"] == "Explain technews.example/best-tools-11"


sections = st.one_of(
    st.just(samples.NOTHING),
    st.lists(strangers.lost, max_size=14).map(lambda told: section(*told)),
)
tallies = st.builds(
    Tally,
    *[st.integers(0, 10**6)] * 4,
    st.builds(HeldBack, *[st.integers(0, 10**5)] * 5),
)


@strangers.trial
@given(sections, st.lists(strangers.changed, max_size=12), st.lists(strangers.new, max_size=12), tallies)
def test_no_stranger_can_ping_disguise_or_overflow_a_digest(
    gone: Section, others: list, fresh: list, tally: Tally
) -> None:
    told = digest(
        lost=gone,
        changed=section(*others),
        new=section(*fresh),
        tally=tally,
        incidents=(samples.incident(domain="<!channel>*"),),
    )
    thread = digest_thread(told, "key")
    if thread is None:
        assert not any((gone.links, others, fresh))
        return
    judge_thread(thread)
    for reply in thread.replies:
        assert len(rows_of(reply)) <= 10


@pytest.mark.parametrize("letter", ["x", "<", "&", "漢", "*", "ש", "\u0301", "\u200b", "\ud800"])
def test_ten_thousand_letters_of_a_stranger_take_no_more_room_than_a_line(letter: str) -> None:
    flood = replace(
        samples.FACTS, anchor_text=letter * 10_000, context_before=letter * 10_000, context_after=letter * 10_000
    )
    told = [
        replace(lost(n), link=samples.link(n, source_url=f"https://a.example/{letter * 10_000}", facts=flood))
        for n in range(9)
    ]
    (reply,) = thread_of(digest(lost=section(*told))).replies
    assert all(len(row) < 1_000 for row in rows_of(reply))


@given(tallies)
def test_the_closing_count_adds_up(tally: Tally) -> None:
    parent = thread_of(digest(lost=section(lost(1)), tally=tally)).parent
    closing = rows_of(parent)[0].split("\n")[-1]
    total, *parts = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", closing)] or [0]
    assert total == tally.total == sum(parts)


@given(st.integers(0, 30), st.integers(0, 30))
def test_what_the_parent_counts_is_what_the_replies_tell(gone: int, fresh: int) -> None:
    told = digest(
        lost=section(*(lost(number, f"s{number % 7}.example") for number in range(gone))),
        new=section(*(new(100 + number, f"n{number}.example") for number in range(fresh))),
    )
    thread = digest_thread(told, "key")
    for reply in thread.replies if thread else ():
        counted = int(re.search(r"(\d+) links?$", reply.blocks[0]["text"]["text"])[1])
        rest = re.search(r"\+(\d+) more", read(reply))
        assert counted == len(rows_of(reply)) + (int(rest[1]) if rest else 0)
        assert reply.blocks[0]["text"]["text"] in rows_of(thread.parent)[0].replace("*", "")


@given(st.permutations(range(8)))
def test_lines_keep_the_order_they_are_given_in(order: list[int]) -> None:
    told = [lost(number, "same.example") for number in order]
    (reply,) = thread_of(digest(lost=section(*told))).replies
    assert [int(block["accessory"]["value"]) for block in reply.blocks if "accessory" in block] == order


def test_equal_digests_make_equal_messages() -> None:
    assert digest_thread(busy_day(), "key") == digest_thread(busy_day(), "key")


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_of_change_has_a_line(kind: ChangeKind) -> None:
    told = replace(lost(1), change=replace(lost(1).change, kind=kind))
    assert thread_of(digest(lost=section(told))).replies


def test_times_in_a_digest_carry_their_moment_whatever_zone_they_come_in() -> None:
    east = timezone(timedelta(hours=9))
    here, there = (new(1, "a.example", confirmed_at=at) for at in (samples.NOW, samples.NOW.astimezone(east)))
    first, second = (rows_of(thread_of(digest(new=section(told))).replies[0])[0] for told in (here, there))
    assert first == second
    assert f"<!date^{int(datetime.timestamp(samples.NOW))}^" in first


def in_footer(number: int, domain: str, **facts: object) -> Told:
    told = new(number, domain)
    placed = replace(samples.FACTS, placement=Placement.FOOTER, context_before="", context_after="", **facts)
    return replace(told, link=replace(told.link, facts=placed))


def test_a_link_that_a_template_repeats_on_every_page_is_one_line() -> None:
    many = [in_footer(number, "blog.example") for number in range(54)]
    thread = thread_of(digest(new=section(*many, new(100, "fresh.example"))))
    assert "*New:* 2 domains, 55 links (54 of them one site-wide link at blog.example)" in read(thread.parent)
    rows = rows_of(thread.replies[0])
    assert len(rows) == 2
    assert "site-wide, on 54 pages of blog.example: follow link in the footer" in rows[0]


def test_what_only_looks_alike_is_told_line_by_line() -> None:
    twice = [in_footer(number, "blog.example") for number in range(2)]
    otherwise = [in_footer(10 + number, "other.example", anchor_text=f"Acme {number}") for number in range(3)]
    in_the_text = [new(20 + number, "posts.example") for number in range(3)]
    thread = thread_of(digest(new=section(*twice, *otherwise, *in_the_text)))
    assert len(rows_of(thread.replies[0])) == 8
    assert "site-wide" not in read_thread(thread)


def test_pages_held_back_are_named_after_the_news_and_those_silent_for_long_only_on_mondays() -> None:
    lately, long_ago = NOW - timedelta(days=2), NOW - timedelta(days=30)
    held = (
        HeldGroup("down.example", Verdict.UNREACHABLE, 60, lately, "https://down.example/1"),
        HeldGroup("wall.example", Verdict.BLOCKED, 1, lately, "https://wall.example/post"),
        HeldGroup("old.example", Verdict.BLOCKED, 3, long_ago, "https://old.example/1"),
    )
    tuesday = read(thread_of(digest(lost=section(lost(1)), held=held)).replies[-1])
    assert "Held back: 61 pages" in tuesday
    assert "*down.example*: 60 pages — the server did not answer, since" in tuesday
    assert "wall.example/post" in tuesday
    assert "old.example" not in tuesday
    monday = read(thread_of(digest(lost=section(lost(1)), held=held, local_date="2026-03-02")).replies[-1])
    assert "*old.example*: 3 pages — the site would not let us look, since" in monday
    assert digest_thread(digest(held=held), "digest/1/2026-03-03") is None
