"""Drafts: facts from strangers' pages stay data, templates stay text, and what is missing reads well."""

from __future__ import annotations

import time
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.analysis.drafts import (
    LONGEST_PERSONAL_LINE,
    PLACEHOLDERS,
    LetterFacts,
    MissingValueError,
    check_template,
    draft_of,
    facts_of,
    occasion_of,
    tidied,
)
from jobs.analysis.letter_templates import LANGUAGES, built_in, language_of
from jobs.analysis.template_grammar import MOST_TAGS, TemplateError
from storage.domain import Case, Contact, ContactKind, Occasion, Origin, Prospect, Sighting, Snippet, Suggestion
from tests.analysis.prospecting import SITE, prospect

FACTS = LetterFacts(
    contact_name="Maya Lund",
    page_title="Ten tools that keep an eye on your web shop",
    page_url="https://blog.example/ten-tools",
    brand="Acme",
    site="acme.com",
    target_url="https://acme.com/uptime",
    anchor="Acme",
    sentence="We tried tools such as Acme for a month.",
    broken_url="https://acme.com/guide-2019",
    personal_line="Your comparison of the free plans saved me an afternoon, and I passed it on to our support team.",
    sender_name="Robin Hale",
)
BARE = replace(FACTS, contact_name="", anchor="", sentence="", broken_url="", personal_line="", sender_name="")
MENTION = built_in(Occasion.MENTION, "en")
EVERY = [(occasion, lang) for occasion in Occasion for lang in ("en", "de", "fr", "es", "it", "nl", "pt", "pl")]

HOSTILE = [
    ("{% for x in page_title %}a{% endfor %}", "uses a loop (for); only placeholders such as {{ page_title }}"),
    ("{% set x = 1 %}", "a variable of its own (set)"),
    ("{% with %}{% endwith %}", "a variable of its own (with)"),
    ("{% macro m() %}{% endmacro %}", "a macro"),
    ("{% call m() %}{% endcall %}", "a macro (call)"),
    ("{% include 'a' %}", "another template (include)"),
    ("{% import 'a' as b %}", "another template (import)"),
    ("{% from 'a' import b %}", "another template (from)"),
    ("{% extends 'a' %}", "another template (extends)"),
    ("{% block a %}{% endblock %}", "another template (block)"),
    ("{% filter upper %}{% endfilter %}", "a filter"),
    ("{% raw %}{{ x }}{% endraw %}", "raw text (raw)"),
    ("{% autoescape true %}{% endautoescape %}", "a tag of its own kind"),
    ("{% %}", "a tag of its own kind"),
    ("{# note #}", "a comment"),
    ("{{ brand.__class__ }}", "reads a part of a value (.)"),
    ("{{ brand['__class__'] }}", "reads a part of a value ([)"),
    ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "has a fixed value"),
    ("{{ brand() }}", "calls a function"),
    ("{{ (((((((((brand))))))))) }}", "calls a function"),
    ("{{ brand|upper }}", "uses a filter (|)"),
    ("{{ brand * 9999999999 }}", "calculates (*)"),
    ("{{ 'a' * 10**9 }}", "has a fixed value"),
    ("{{ 10**10**10 }}", "has a fixed value"),
    ("{{ -brand }}", "calculates (-)"),
    ("{{ brand ~ site }}", "calculates (~)"),
    ("{{ brand if site else anchor }}", "uses logic (if)"),
    ("{{ not brand }}", "uses logic (not)"),
    ("{{ brand and site }}", "uses logic (and)"),
    ("{{ brand is defined }}", "uses logic (is)"),
    ("{{ brand site }}", "has two names"),
    ("{% if brand == site %}{% endif %}", "calculates (==)"),
    ("{% if brand and site %}{% endif %}", "uses logic (and)"),
    ("{% if brand.upper %}{% endif %}", "reads a part of a value"),
    ("{% if %}{% endif %}", "a placeholder without a name"),
    ("{% if not not brand %}{% endif %}", "uses logic (not)"),
    ("{% else brand %}", "a tag of its own kind"),
    ("{{ }}", "a placeholder without a name"),
    ("{{ brand", "cannot be read near line 1"),
    ("one\n{{ brand }", "cannot be read near line 2"),
    ("{% if brand", "cannot be read near line 1"),
    ("{{ bra$nd }}", "cannot be read near line 1"),
    ("{% if brand %}a", "without its {% endif %}"),
    ("a{% endif %}", "{% endif %} without an {% if"),
    ("{% else %}a", "cannot be read near line"),
    ("{% if brand %}" * 200 + "a" + "{% endif %}" * 200, "is the most"),
    ("{% if brand %}" * 4 + "a" + "{% endif %}" * 4, "nests more than 3"),
    ("{{ brand }}" * (MOST_TAGS + 1), f"{MOST_TAGS} is the most. Leave some out."),
    ("{{ page_titel }}", "Did you mean {{ page_title }}?"),
    ("{{ contact }}", "Did you mean {{ contact_name }}?"),
    ("{{ zzz }}", "There are: contact_name, page_title,"),
    ("{{ self }}", "There is no placeholder {{ self }}"),
    ("{{ range }}", "There is no placeholder {{ range }}"),
    ("{{ None }}", "There is no placeholder {{ None }}"),
    ("{{ true }}", "There is no placeholder {{ true }}"),
    ("{{ " + "(" * 1400 + "brand" + ")" * 1400 + " }}", "calls a function"),
    ("{{ " + "(" * 1500 + " }}", "cannot be read near line 1"),
    ("{{ " + "not " * 700 + "brand }}", "uses logic (not)"),
    ("a" * 3001, "3001 characters; 3000 is the most"),
]


@pytest.mark.parametrize(("source", "says"), HOSTILE)
def test_whatever_is_more_than_text_and_placeholders_is_refused_in_one_sentence(source: str, says: str) -> None:
    with pytest.raises(TemplateError) as refused:
        draft_of(replace(MENTION, body=source), FACTS)
    assert says in refused.value.user_message
    assert refused.value.part == "body"
    assert "\n" not in refused.value.user_message
    assert refused.value.user_message.endswith((".", "?"))


@given(st.text(max_size=3000), st.sampled_from(sorted(PLACEHOLDERS)))
def test_a_hostile_value_stands_in_the_letter_as_the_text_it_is(value: str, name: str) -> None:
    hostile = value + "{{ 7 * 7 }}{% for x in y %}\r\nBcc: all@blog.example"
    body = f"Begin {{{{ {name} }}}} end"
    template = replace(MENTION, subject=body, body=body, follow_ups=("", ""))
    draft = draft_of(template, replace(FACTS, **{name: hostile}))
    assert "49" not in draft.body.replace(value, "")
    assert name == "personal_line" or len(draft.body.splitlines()) == 1
    assert len(draft.subject.splitlines()) == 1
    assert draft.body.startswith("Begin")
    assert draft.body.endswith("end")
    assert len(draft.body) < 600 + LONGEST_PERSONAL_LINE


_PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", " ", "\n", "brand", "page_title", "if", "else", "elif", "endif", "for", "in",
     "not", "(", ")", "[", "]", ".", "*", "**", "9", "'a'", "|", "upper", "set", "=", "loop", "self", "{{ brand }}",
     "{% if brand %}", "{% else %}", "{% endif %}", "range", "__class__", "-", "~", "raw", "\x1a", "\r", "“"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=200).map("".join))
def test_any_template_is_rendered_or_refused_and_soon(source: str) -> None:
    began = time.process_time()
    try:
        draft = draft_of(replace(MENTION, body=source), FACTS)
    except TemplateError:
        pass
    else:
        assert len(draft.body) <= len(source) + MOST_TAGS * LONGEST_PERSONAL_LINE
        assert "\x1a" not in draft.body
    assert time.process_time() - began < 2


def test_the_longest_letter_there_can_be_is_quickly_made() -> None:
    body = "{{ personal_line }}" * MOST_TAGS
    body += "a" * (3000 - len(body))
    draft = draft_of(replace(MENTION, body=body), replace(FACTS, personal_line="long " * 10_000))
    assert len(draft.body) <= 3000 + MOST_TAGS * LONGEST_PERSONAL_LINE


@pytest.mark.parametrize(("occasion", "lang"), EVERY)
def test_every_letter_of_ours_is_short_and_has_room_for_a_persons_own_words(occasion: Occasion, lang: str) -> None:
    template = built_in(occasion, lang)
    check_template(template)
    draft = draft_of(template, FACTS)
    for letter in (draft, draft_of(template, BARE)):
        assert len(letter.body.split()) <= 120
        assert len(letter.follow_ups) == 2
        assert all(len(text.split()) <= 75 for text in letter.follow_ups)
        for text in (letter.subject, letter.body, *letter.follow_ups):
            assert not any(bad in text for bad in ("{", "}", "  ", " ,", " .", "\n\n\n", "()", "“”", "\x1a", ",:"))
            assert text == text.strip()
    assert FACTS.personal_line in draft.body.splitlines()
    assert draft.template == f"{occasion}/{lang}"
    assert FACTS.page_url in draft.body
    assert occasion is Occasion.NOFOLLOW or FACTS.target_url in draft.body


@given(st.text())
def test_a_persons_own_words_stand_in_the_letter_as_the_draft_remembers_them(words: str) -> None:
    draft = draft_of(MENTION, replace(FACTS, personal_line=words))
    assert draft.personal_line in draft.body
    assert draft_of(MENTION, replace(FACTS, personal_line=draft.personal_line)) == draft


def test_a_persons_own_paragraphs_stay_apart() -> None:
    draft = draft_of(MENTION, replace(FACTS, personal_line="One.\r\n\r\n\r\nTwo.\u202e"))
    assert "\n\nOne.\n\nTwo.\n\n" in draft.body


def test_without_a_name_a_letter_begins_with_a_plain_greeting() -> None:
    begins = {lang: draft_of(built_in(Occasion.PERSON, lang), BARE).body.splitlines()[0] for lang in LANGUAGES}
    assert begins == {
        "en": "Hello,", "de": "Guten Tag,", "fr": "Bonjour,", "es": "Hola:", "it": "Buongiorno,", "nl": "Hallo,",
        "pt": "Olá,", "pl": "Dzień dobry,",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["admin", "The Editorial Team", "maya@blog.example", "4711", "x" * 61, "a\r\nb: <b>", ""]
)
def test_what_is_no_persons_name_is_not_greeted(name: str) -> None:
    assert draft_of(MENTION, replace(FACTS, contact_name=name)).body.startswith("Hello,\n")


def test_line_breaks_and_disguises_in_a_name_or_title_stay_out_of_the_subject() -> None:
    evil = replace(FACTS, page_title="Ten\r\nBcc: all@blog.example\u2028\u202etools\x00", brand="Ac\nme")
    draft = draft_of(MENTION, evil, to="maya@blog.example\r\nBcc: x@y.example")
    assert draft.subject == "Ac me in “Ten Bcc: all@blog.example tools”"
    assert draft.to.splitlines() == [draft.to]


def test_an_if_on_a_line_of_its_own_leaves_no_empty_line() -> None:
    body = "One\n{% if anchor %}\nTwo\n{% else %}\nThree\n{% endif %}\nFour"
    template = replace(MENTION, body=body)
    assert draft_of(template, FACTS).body == "One\nTwo\nFour"
    assert draft_of(template, BARE).body == "One\nThree\nFour"


def test_a_value_that_is_not_known_is_named_and_may_be_asked_for() -> None:
    nowhere = replace(FACTS, target_url="")
    with pytest.raises(MissingValueError, match="target_url") as missing:
        draft_of(MENTION, nowhere)
    assert "There is no value for {{ target_url }} here." in missing.value.user_message
    asking = replace(MENTION, body="{% if target_url %}{{ target_url }}{% else %}none{% endif %}", follow_ups=("", ""))
    assert draft_of(asking, nowhere).body == "none"


@pytest.mark.parametrize(
    ("change", "part", "says"),
    [
        ({"subject": " "}, "subject", "The subject is empty"),
        ({"subject": "a\nb"}, "subject", "A subject is one line"),
        ({"subject": "a" * 151}, "subject", "150 is the most"),
        ({"body": ""}, "body", "The body is empty"),
        ({"body": "Hello {{ contact_name }}"}, "body", "has no {{ personal_line }}"),
        ({"body": "Hello [first name], {{ personal_line }}"}, "body", "“[first name]” would stay in the letter"),
        ({"body": "Hello {name}, {{ personal_line }}"}, "body", "“{name}” would stay in the letter"),
        ({"follow_ups": ("{{ x }}", "")}, "first_follow_up", "There is no placeholder {{ x }}"),
        ({"follow_ups": ("", "{% for %}")}, "last_follow_up", "a loop"),
    ],
)
def test_a_template_that_would_make_bad_letters_is_refused_at_its_part(
    change: dict[str, object], part: str, says: str
) -> None:
    with pytest.raises(TemplateError) as refused:
        check_template(replace(MENTION, **change))
    assert refused.value.part == part
    assert says in refused.value.user_message


def test_a_template_is_kept_with_clean_lines() -> None:
    messy = replace(MENTION, subject=" A\u202e subject ", body="One \r\n\r\n\r\n\r\nTwo\x00", follow_ups=("\na\n", ""))
    kept = tidied(messy)
    assert (kept.subject, kept.body, kept.follow_ups) == ("A subject", "One\n\nTwo", ("a", ""))


@pytest.mark.parametrize(
    ("lang", "spoken"), [("de-AT", "de"), ("PT_br", "pt"), ("", "en"), ("sv", "en"), ("english", "en"), (" fr ", "fr")]
)
def test_a_page_is_answered_in_its_language_or_in_english(lang: str, spoken: str) -> None:
    assert language_of(lang) == spoken
    assert built_in(Occasion.MENTION, lang).lang == spoken


@pytest.mark.parametrize(
    ("found", "occasion"),
    [
        (prospect(Origin.MENTION), Occasion.MENTION),
        (prospect(Origin.MENTION, because="linked_broken"), Occasion.BROKEN_MENTION),
        (prospect(Origin.LOST_LINK), Occasion.LOST_LINK),
        (prospect(Origin.LOST_LINK, sighting=Sighting.GONE), Occasion.LOST_PAGE),
        (prospect(Origin.BROKEN_TARGET), None),
        *(
            (prospect(origin), Occasion(origin.value))
            for origin in (Origin.NOFOLLOW, Origin.PERSON, Origin.BROKEN_LINK)
        ),
    ],
)
def test_the_letter_fits_what_happened(found: Prospect, occasion: Occasion | None) -> None:
    assert occasion_of(found) is occasion


def test_every_origin_but_our_own_broken_page_has_its_letter() -> None:
    assert {origin for origin in Origin if occasion_of(prospect(origin)) is None} == {Origin.BROKEN_TARGET}


def test_the_facts_of_a_prospect_leave_no_placeholder_empty_that_a_letter_needs() -> None:
    for known in (Case(""), Case("", brand="Acme", title="T", suggestion=Suggestion("https://acme.com/a", "Acme"))):
        facts = facts_of(prospect(Origin.MENTION, case=known), SITE)
        for occasion, lang in EVERY:
            assert draft_of(built_in(occasion, lang), facts).body
    facts = facts_of(
        prospect(Origin.MENTION, case=Case("", author="Ole", snippet=Snippet("Use ", "Acme", " now."))),
        SITE,
        Contact(ContactKind.EMAIL, "maya@blog.example", "Maya"),
        "Robin",
    )
    assert asdict(facts) | {"contact_name": "Maya", "sentence": "Use Acme now.", "sender_name": "Robin"} == asdict(
        facts
    )
