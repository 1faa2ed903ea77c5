"""Names in running text: whole words as a reader sees them, in any script, whatever stands between the letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.folding import fold
from jobs.analysis.phrases import Phrases


def found(name: str, text: str) -> list[str]:
    """The words of the text that were found, as they stand there."""
    return [text[hit.start : hit.end] for hit in Phrases([name]).find(text)]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Acme", "We use Acme daily.", ["Acme"]),
        ("Acme", "ACME, acme and AcMe", ["ACME", "acme", "AcMe"]),
        ("Acme", "Acme's and Acme’s and (Acme) and “Acme”", ["Acme"] * 4),
        ("Acme", "an Acme-backed, ex-Acme, pro–Acme tool", ["Acme"] * 3),
        ("Acme", "Acmeish, superacme, Acme_x, Acme2, 2Acme", []),
        ("Acme", "Ac\u00adme and Ac\u200bme", ["Ac\u00adme", "Ac\u200bme"]),
        ("Ace Mill", "Ace\u00a0Mill, Ace Mill and Ace-Mill", ["Ace\u00a0Mill", "Ace Mill", "Ace-Mill"]),
        ("Goldberg Sons", "GoldbergSons and Goldberg, Sons", []),
        ("Goldberg Sons", "at #GoldbergSons and @goldbergsons", ["GoldbergSons", "goldbergsons"]),
        ("AceMill", "Ace Mill, and every ace mill", ["Ace Mill"]),
        ("iPhone", "I Phone you", []),
        ("Mill & Sons", "Mill and Sons; MILL &  SONS", ["Mill and Sons"]),
        ("Acme", "Acme™, Acme®, AcmeTM and Acme℠", ["Acme"] * 4),
        ("Acme", "_Acme_ and acme_tools", ["Acme"]),
        ("Acme", "½ … ﬁne Ac\u00adme\u00ad… ok", ["Ac\u00adme"]),
        ("Nestlé", "Nestle and NESTLÉ and Nestlè", ["Nestle", "NESTLÉ"]),
        ("Resume", "my résumé", []),
        ("İş Bankası", "İŞ BANKASI, iş bankası, Iş Bankasi", ["İŞ BANKASI", "iş bankası", "Iş Bankasi"]),
        ("Oﬃce", "the office", ["office"]),
        ("Acme", "l’Acme d'Acme", ["Acme", "Acme"]),
        ("Rock-Solid", "rock solid as ROCK‑SOLID", ["rock solid", "ROCK‑SOLID"]),
        ("O'Hara", "O’Hara wrote", ["O’Hara"]),
        ("Café Zoë", "CAFE\u0301 ZOE\u0308 is open", ["CAFE\u0301 ZOE\u0308"]),
        ("Straße", "the STRASSE and the straße", ["STRASSE", "straße"]),
        ("Acme", "Ａｃｍｅ in full width", ["Ａｃｍｅ"]),
        ("Yahuu!", "Yahuu! and Yahuu!?", ["Yahuu!", "Yahuu!"]),
        ("C++", "in C++ and C++, not ABC++", ["C++", "C++"]),
        (".NET", "the .NET way", [".NET"]),
        ("Acme", "e-mail robin@acme.com or see acme.com", ["acme", "acme"]),
    ],
)  # fmt: skip
def test_a_name_is_found_as_readers_read_it(name: str, text: str, expected: list[str]) -> None:
    assert found(name, text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("宇宙船", "今天宇宙船出发了", ["宇宙船"]),
        ("アクメ", "株式会社アクメは", ["アクメ"]),
        ("Acme", "昨日Acmeは発表した", ["Acme"]),
        ("애크미", "애크미는 오늘 애크미의 새 제품", ["애크미", "애크미"]),
        ("애크미", "애크미리아는 다른 이름이다", []),
        ("Acme", "Acme는 오늘", ["Acme"]),
        ("แอคมี", "บริษัทแอคมีจำกัด", ["แอคมี"]),
        ("أكمي", "شركة أكمي وأكمي وبأكمي", ["أكمي", "أكمي", "أكمي"]),
        ("أكمي", "تأكمي", []),
        ("אקמי", "חברת אקמי ואקמי", ["אקמי", "אקמי"]),
        ("Акме", "фирма «Акме» и АКМЕ", ["Акме", "АКМЕ"]),
        ("Акме", "Акмеизм", []),
        ("Αθήνα", "η ΑΘΉΝΑ και ΑΘΗΝΑ", ["ΑΘΉΝΑ", "ΑΘΗΝΑ"]),
        ("アマゾン", "アマゾンプライムはミスターアマゾンとアアマゾンア", ["アマゾン", "アマゾン"]),
        ("ライン", "オンラインのライン、ラインは", ["ライン", "ライン"]),
        (
            "スティーブ・ジョブズ",
            "スティーブ ジョブズとスティーブ・ジョブズ",
            ["スティーブ ジョブズ", "スティーブ・ジョブズ"],
        ),
        ("ｱｸﾒ", "株式会社アクメ", ["アクメ"]),
        ("ガス", "カ\u3099ス", ["カ\u3099ス"]),
        ("กา", "กาแฟ ก่า เกา", ["กา"]),
        ("宇宙船", "，宇宙船！…宇宙船", ["宇宙船", "宇宙船"]),
        ("ऐपल", "ऐपल ने कहा। ऐपलों", ["ऐपल"]),
        ("اسنپ‌فود", "در اسنپ فود و اسنپ‌فودها و اسنپ‌فود‌ها", ["اسنپ فود", "اسنپ‌فود"]),
        ("كتاب", "کتاب", ["کتاب"]),
        ("أكمي", "أَكْمِي", ["أَكْمِي"]),
        ("אקמי", "אַקְמִי", ["אַקְמִי"]),
    ],
)
def test_scripts_have_their_own_ideas_of_a_word(name: str, text: str, expected: list[str]) -> None:
    assert found(name, text) == expected


def test_many_names_are_found_at_once_and_may_overlap() -> None:
    names = ["Acme", "Acme Cloud", "cloud", "", "nowhere"]
    text = "the Acme Cloud"
    assert [(names[hit.name], text[hit.start : hit.end]) for hit in Phrases(names).find(text)] == [
        ("Acme", "Acme"),
        ("Acme Cloud", "Acme Cloud"),
        ("cloud", "Cloud"),
    ]


def test_no_names_find_nothing() -> None:
    assert Phrases([]).find("Acme") == []
    assert Phrases(["  ", "\u00ad"]).find("  \u00ad ") == []


_words = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)
_gaps = st.sampled_from([" ", ", ", "\u00a0", " \u00ad", ".\n", "\u3000"])


@given(_words, st.lists(st.tuples(_words, _gaps), max_size=6), st.lists(st.tuples(_gaps, _words), max_size=6))
def test_a_name_between_gaps_is_found_where_it_stands(
    name: str, before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    start = "".join(word + gap for word, gap in before)
    text = start + name + "".join(gap + word for gap, word in after)
    assert (len(start), len(start) + len(name)) in {(hit.start, hit.end) for hit in Phrases([name]).find(text)}


@given(st.lists(st.text(max_size=5), max_size=5), st.text(max_size=60))
def test_whatever_is_asked_what_is_found_lies_in_the_text(names: list[str], text: str) -> None:
    for hit in Phrases(names).find(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert names[hit.name].strip()


@given(st.text(max_size=12), st.text(max_size=12))
def test_folding_stays_within_words(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}"


@given(st.text(max_size=20))
def test_what_is_folded_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)
