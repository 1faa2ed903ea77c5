"""The same press text on many sites is one card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from jobs.analysis.syndication import Copy, are_alike, clusters, fingerprint, is_copy, shingles

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = [f"word{number}" for number in range(400)]


def press_text(seed: int = 1, words: int = 200) -> str:
    return " ".join(Random(seed).choices(WORDS, k=words))


def copy(name: str, **more: object) -> Copy:
    given = {"id": name, "key": name.encode(), "domain": f"{name}.example", "title": name, "found_at": NOON}
    return Copy(**{**given, **more})  # type: ignore[arg-type]


def ids(pages: list[Copy]) -> list[set[object]]:
    return sorted(({one.representative.id, *(c.id for c in one.copies)} for one in clusters(pages)), key=str)


def test_28_the_same_press_text_on_eight_sites_is_one_card_with_seven_copies() -> None:
    text = press_text()
    around = [f"{text} {press_text(seed, 30)}" for seed in range(2, 10)]
    pages = [
        copy(f"site{at}", shingles=shingles(said), published_at=NOON + timedelta(hours=at if at else 9))
        for at, said in enumerate(around)
    ]
    [cluster] = clusters([*pages[3:], *pages[:3]])
    assert cluster.representative.id == "site1", "published first"
    assert len(cluster.copies) == 7


def test_other_texts_about_the_same_are_no_copies() -> None:
    pages = [copy(f"site{seed}", shingles=shingles(press_text(seed))) for seed in range(5)]
    assert len(clusters(pages)) == 5


def test_what_others_call_the_original_is_spoken_of() -> None:
    pages = [copy("a", canonical_key=b"c", published_at=NOON), copy("b", canonical_key=b"c"), copy("c")]
    [cluster] = clusters(pages)
    assert cluster.representative.id == "c"


def test_else_the_one_of_most_authority() -> None:
    [cluster] = clusters([copy("a", key=b"k", authority=5), copy("b", key=b"k", authority=60), copy("c", key=b"k")])
    assert cluster.representative.id == "b"


def test_one_title_on_one_site_within_a_week_is_one_text() -> None:
    same = {"domain": "news.example", "title": "Acme  wins!"}
    soon, late = NOON + timedelta(days=6), NOON + timedelta(days=8)
    assert ids([copy("a", **same), copy("b", **same, published_at=soon)]) == [{"a", "b"}]
    assert ids([copy("a", **same), copy("b", **same, published_at=late)]) == [{"a"}, {"b"}]
    assert ids([copy("a", domain="x.example", title=""), copy("b", domain="x.example", title="")]) == [{"a"}, {"b"}]


def test_a_few_changed_words_leave_a_copy_a_copy() -> None:
    words = press_text(words=400).split()
    changed = " ".join(["Breaking:", *words[:200], "according", "to", "Acme", *words[200:]])
    assert is_copy(shingles(" ".join(words)), shingles(changed))
    assert not is_copy(shingles(" ".join(words)), shingles(press_text(7, 400)))


def test_fingerprints_know_a_text_whose_words_are_no_longer_at_hand() -> None:
    words = press_text(words=600).split()
    first, again, other = (
        fingerprint(text) for text in (" ".join(words), " ".join([*words, "ends"]), press_text(9, 600))
    )
    assert are_alike(first, again)
    assert not are_alike(first, other)
    assert 0 < first < 2**63
    assert ids([copy("a", fingerprint=first), copy("b", fingerprint=again), copy("c", fingerprint=other)]) == [
        {"a", "b"},
        {"c"},
    ]


def test_a_few_words_are_nobodys_text() -> None:
    assert fingerprint("Acme wins again") == 0
    assert not are_alike(0, 0)
    assert not is_copy(shingles("a b c d e f"), shingles("a b c d e f"))


def test_texts_without_spaces_are_compared_by_characters() -> None:
    text = "今天宇宙船从新的发射场出发前往火星并将在三年之后返回地球带回珍贵的岩石样本供科学家研究"
    assert is_copy(shingles(text), shingles(f"独家报道{text}"))
