"""What a page mainly says, and how much speaks for its being a stand-in of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobs.analysis.pages import Page
from jobs.analysis.stand_ins.phrases import Phrases, phrases, plain, title_parts

ENOUGH = 4  # points
_SURE = 2
_TEXT_READ = 6_000
_TEXT_AT_MOST = 20_000
# Below so many characters of own text, so many points: an article about captchas says much, a captcha little.
_BREVITY = ((40, 4), (120, 3), (400, 2), (700, 1), (1_200, -1), (3_000, -3))
_NOTHING_ELSE, _VERY_BRIEF = 4, 3
_WIDE = re.compile("[\u2e80-\U0010ffff]")
_NEAR = 100
_OCCURRENCES = 3
_OPENING = 80
_NONE = phrases("")
# A title with one of these is about the words beside it.
_ABOUT = phrases("""
    song | lyrics | album | single | ep | remix | band | film | movie | novel | book | episode | series | poem
    game
    explained | tutorial | what is | what are | what does | what's a | how to | how do | why | meaning | means
    fix | fixing
    solved | history of | guide | examples | best | design | designing | status code | response code | review
    interview
    lied | bedeutung | was ist | was bedeutet | wie | warum | anleitung | beheben | roman | chanson | paroles
    comment
    qu'est ce que | pourquoi | canción | letra | qué es | cómo | por qué | canzone | testo | cos'è | come | perché
    música | o que é | como | por que | nummer | wat is | hoe | waarom | piosenka | co to jest | jak | dlaczego
    píseň
    песня | текст песни | что такое | как | почему | фильм | роман | пісня | як | şarkı | nedir | nasıl | neden
    什么是 | 如何 | 为什么 | 歌词 | とは | 方法 | 歌詞 | 가사 | 뜻 | 방법
""")


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a page where it says what it is: in the parts of its title and heading, and in its text.

    ``is_about``: its title promises a song, an explanation or the like.
    """

    title: tuple[str, ...]
    heading: tuple[str, ...]
    is_about: bool
    text: str
    brevity: int
    is_noindex: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one kind of stand-in.

    ``names`` call it by its name; ``hints`` may as well name a song. In ``sentences`` a server speaks to the reader it
    does not serve; so do the two halves of ``spoken`` near each other, and those of ``half_spoken`` may. ``companions``
    are said by many pages and speak only beside the others. What is ``harmless`` is passed over. Where pages with
    such names abound, a name alone is a hint (``must_speak``).
    """

    names: Phrases
    sentences: Phrases
    hints: Phrases = _NONE
    companions: Phrases = _NONE
    spoken: tuple[Phrases, Phrases] = (_NONE, _NONE)
    half_spoken: tuple[Phrases, Phrases] = (_NONE, _NONE)
    harmless: Phrases = _NONE
    must_speak: bool = False


def message_of(page: Page) -> Message | None:
    """None for a page that says so much that it must be meant."""
    text = page.text[:_TEXT_READ]
    if page.text_length > _TEXT_AT_MOST or _brevity_of(page.own_text_length) is None:
        return None
    brevity = _brevity_of(page.own_text_length * _weight_of_characters(text))
    if brevity is None:
        return None
    heading = title_parts(page.heading or page.text[:_OPENING])
    title = title_parts(page.title) or heading
    is_about = any(any(_ABOUT.in_text(part)) for part in (*title, *heading))
    return Message(title, heading, is_about, plain(text), brevity, page.noindex_by is not None)


def _brevity_of(length: int) -> int | None:
    return next((points for most, points in _BREVITY if length < most), None)


def weigh(message: Message, words: Vocabulary, marks: int = 0) -> int:
    """The points that speak for this kind of stand-in; ``marks`` are those of its address, markup and headers."""
    spoken = _spoken(message.text, words)
    named = _named(message, words)
    said = named + spoken or int(message.brevity >= _VERY_BRIEF and any(words.names.in_text(message.text)))
    if said == 0:
        return marks + message.brevity if marks >= ENOUGH else 0
    beside = 0
    if spoken > 1 or message.brevity > 1:
        beside = message.is_noindex + any(words.companions.in_text(message.text))
    if said + marks < _SURE:
        return min(said + marks + beside + message.brevity, ENOUGH - 1)
    return said + marks + beside + _brevity(message, is_spoken=spoken > 1)


def _brevity(message: Message, *, is_spoken: bool) -> int:
    """Only who speaks to the reader may say a little more than a name."""
    return message.brevity if is_spoken or message.brevity != 1 else 0


def _named(message: Message, words: Vocabulary) -> int:
    """In the title or the heading; a name in both is hardly an accident."""
    if message.is_about:
        return 0
    places = _places(message, words.names)
    if places:
        return places if words.must_speak else places + 1
    if any(_is_spoken(part, *words.half_spoken) for part in (*message.title, *message.heading)):
        return 2
    is_hinted = _places(message, words.hints) > 0
    return 2 * is_hinted if message.brevity >= _NOTHING_ELSE else int(is_hinted)


def is_named(message: Message, words: Vocabulary) -> bool:
    """A title or heading is such a name, or begins with one: "Log in to the forum"."""
    parts = (*message.title, *message.heading)
    return any(part.startswith(words.names.spelled) for part in parts)


def _places(message: Message, names: Phrases) -> int:
    return sum(any(map(names.make_up, parts)) for parts in (message.title, message.heading))


def _spoken(text: str, words: Vocabulary) -> int:
    for phrase in words.harmless.in_text(text):
        text = text.replace(phrase, " ")
    sentences = sum(1 for _ in words.sentences.in_text(text)) + _is_spoken(text, *words.spoken)
    if sentences:
        return 3 if sentences > 1 else 2
    return int(_is_spoken(text, *words.half_spoken))


def _is_spoken(text: str, subject: Phrases, verdict: Phrases) -> bool:
    """Both in one sentence, in either order: "the page you requested … was not found"."""
    return any(
        any(verdict.in_text(sentence)) for phrase in subject.in_text(text) for sentence in _sentences(text, phrase)
    )


def _sentences(text: str, phrase: str) -> Iterator[str]:
    """The words around the first places of a phrase."""
    at = text.find(phrase)
    for _ in range(_OCCURRENCES):
        if at == -1:
            return
        before = text[max(0, at - _NEAR) : at + 1].rpartition("~")[2]
        after = text[at + len(phrase) - 1 : at + len(phrase) + _NEAR].partition("~")[0]
        yield f"{before}{phrase}{after}"
        at = text.find(phrase, at + 1)


def _weight_of_characters(text: str) -> int:
    """A Chinese character says as much as several Latin letters."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return 3 if wide * 3 > len(text) else 1
