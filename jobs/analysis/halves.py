"""Pages that end too soon: broken off by an error of their server, or cut to a beginning that asks for a click."""

from __future__ import annotations

import re

from jobs.analysis.answers import Outcome, no_answer
from jobs.analysis.pages import Page
from jobs.analysis.sights import Sight, Subject
from jobs.analysis.stand_ins.traces import has_empty_mount, has_empty_place, markup_of
from storage.domain import LinkFacts, Verdict

_MISSING = frozenset({Verdict.REMOVED, Verdict.ROTATED})
_HALF = 0.7
_TELLING = 12  # characters: fewer stand in any text
_NEIGHBOURS = 40
_TAIL = 1_500
_ERROR_AT_THE_END = re.compile(
    r"(?:\b(?:Fatal|Parse|Compile|Core) error: .{1,1200} on line \d{1,6}"
    r"|\bYou have an error in your SQL syntax\b.{1,600} at line \d{1,6}"
    r"|\b(?:MySQL server has gone away|Lost connection to MySQL server during query)"
    r"|\bMicrosoft (?:VBScript|OLE DB|JET Database)\b.{1,600}, line \d{1,6}"
    r"|\bThere has been a critical error on this website\..{0,120})\W{0,9}$",
    re.DOTALL,
)
# All of an element's words: a button to see more, or the place where more is to come.
_MORE = re.compile(
    rb">\s{0,99}(?:continue reading|read more|read the (?:rest|full \w{1,9}|whole \w{1,9})|read full \w{1,9}|show more"
    rb"|show full \w{1,9}|view full \w{1,9}|expand|see more|load more|loading|still loading|please wait"
    rb"|weiterlesen|mehr lesen|mehr anzeigen|weiter lesen|ganzen artikel lesen|wird geladen|lire la suite|lire plus"
    rb"|voir plus|chargement|seguir leyendo|leer m\xc3\xa1s|ver m\xc3\xa1s|cargando|continua a leggere|leggi tutto"
    rb"|caricamento|continuar lendo|leia mais|ler mais|carregando|lees verder|lees meer|meer lezen|czytaj dalej"
    rb"|l\xc3\xa4s mer|les mer|l\xc3\xa6s mere)"
    rb"[\s.:!]{0,9}(?:\xe2\x80\xa6|\xc2\xbb|\xe2\x80\xba|\xe2\x86\x92|&\w{2,8};|\s){0,9}"
    rb"</(?:a|b|button|div|em|p|span|strong)\b"
)
_MORE_ELSEWHERE = (
    "читать далее", "читать дальше", "загрузка", "続きを読む", "もっと見る", "読み込み中", "阅读全文", "展开全文",
    "查看全文", "加载中", "閱讀全文", "더 보기", "더보기", "로딩 중", "اقرأ المزيد", "קרא עוד",
    "διαβάστε περισσότερα", "đọc tiếp", "czytaj więcej", "číst dále", "lue lisää", "devamını oku",
)  # fmt: skip
_MARKS_ELSEWHERE = tuple(f">{words}".encode() for words in _MORE_ELSEWHERE)
_BROKEN_OFF: Outcome = no_answer(Verdict.SERVER_ERROR, "page breaks off with an error of its server")
_CUT: Outcome = no_answer(Verdict.BLOCKED, "only a part of the page came")


def by_half(sight: Sight, subject: Subject) -> Sight:
    """Where the words around our former link were served, all that matters of the page was."""
    page = sight.page
    if page is None or not sight.is_open or sight.judgement.verdict not in _MISSING:
        return sight
    if subject.believed is not None and _shows_its_place(page.text, subject.believed):
        return sight
    if _ERROR_AT_THE_END.search(page.text[-_TAIL:]):
        return sight.held(_BROKEN_OFF)
    return sight.held(_CUT) if _is_cut(page, sight, subject) else sight


def _is_cut(page: Page, sight: Sight, subject: Subject) -> bool:
    """Much shorter than we know it, and with a mark that there is more or an empty place: each alone is common."""
    memory = subject.memory
    if memory is None or page.text_length >= _HALF * memory.text_length:
        return False
    markup = markup_of(sight.visit)
    if has_empty_mount(markup) or has_empty_place(markup):
        return True
    return _MORE.search(markup) is not None or any(mark in markup for mark in _MARKS_ELSEWHERE)


def _shows_its_place(text: str, believed: LinkFacts) -> bool:
    neighbours = (believed.context_before[-_NEIGHBOURS:].strip(), believed.context_after[:_NEIGHBOURS].strip())
    return any(len(words) >= _TELLING and words in text for words in neighbours)
