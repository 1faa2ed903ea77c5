"""Whether an answer asks us not to write again, in the languages we write in."""

from __future__ import annotations

import re

# A short line that says nothing else.
_WHOLE_LINES = """
stop, please stop, unsubscribe, please unsubscribe, unsubscribe me, remove, remove me, please remove me, opt out, optout
stopp, abmelden, bitte abmelden, austragen, bitte austragen, abbestellen
désabonner, désinscrire, désinscription, désabonnement, désabonnez moi, désinscrivez moi, arrêtez, arrêter
baja, darme de baja, dame de baja, cancelar suscripción, eliminar
disiscrivimi, cancellami, cancellatemi, annulla iscrizione, rimuovimi
uitschrijven, afmelden, afmelden aub, afmelden a.u.b, stoppen
remover, remova me, descadastrar, cancelar inscrição, cancelar subscrição
wypisz, wypisz mnie, wypiszcie mnie, rezygnuję, proszę o wypisanie, usuń mnie
"""
# What a short line says so wherever it stands in it.
_PARTS = """
unsubscribe, remove me from, take me off, remove us from, do not contact, don't contact, do not email, don't email
stop emailing, stop contacting, stop writing, not contact us again, not contact me again
keine weiteren mails, keine weiteren e-mails, nicht mehr anschreiben, nicht mehr kontaktieren, aus ihrem verteiler
ne plus me contacter, ne me contactez plus, ne plus recevoir, ne plus nous contacter
no me escriban más, no me contacten, dejen de escribir, no me envíen más
non contattatemi, non scrivetemi, non contattarmi, non scrivermi
niet meer mailen, geen mails meer, niet meer benaderen
não me contactem, não me contatem, parem de enviar, não me envie mais
proszę nie pisać, nie pisać więcej, usunięcie z listy, nie kontaktować się
"""
_FIRST_LINES = 6
_LONGEST_LINE = 120
_QUOTED = re.compile(r"\s{0,20}(?:>|On .{5,200} wrote:|Am .{5,200} schrieb|Le .{5,200} a écrit|-{2,}|_{5,})")
_BETWEEN = re.compile(r"[\s.,!?:;*_\"“”„«»()<>-]+")


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", text.casefold().replace("’", "'")).strip()


def _phrases(text: str) -> tuple[str, ...]:
    return tuple([_plain(phrase) for phrase in re.split(r"[,\n]", text) if phrase.strip()])


_WHOLE, _SOMEWHERE = frozenset(_phrases(_WHOLE_LINES)), _phrases(_PARTS)


def asks_to_stop(text: str) -> bool:
    """By its first lines, before anything quoted: what stands below them is mostly our own opt-out line."""
    return any(_says_stop(_plain(line)) for line in _first_lines(text) if len(line) <= _LONGEST_LINE)


def _says_stop(said: str) -> bool:
    return said in _WHOLE or any(phrase in said for phrase in _SOMEWHERE)


def _first_lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines():
        if _QUOTED.match(line) or len(lines) == _FIRST_LINES:
            break
        if line.strip():
            lines.append(line)
    return lines
