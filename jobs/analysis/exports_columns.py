"""Which column of a link export holds what: by the names that tools give them, else by their content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jobs.analysis.addresses import OwnDomains


class Role(StrEnum):
    SOURCE = "source"
    TARGET = "target"
    ANCHOR = "anchor"
    FIRST_SEEN = "first seen"
    LAST_SEEN = "last seen"
    AUTHORITY = "authority"
    STATE = "state"
    CONTRACT = "contract"


class StateKind(StrEnum):
    """How a vendor's column tells that a link is lost: as one state of several, by the reason, yes or no, or when."""

    WORD = "word"
    REASON = "reason"
    FLAG = "flag"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column in use: its place in a row and the name it has in the file."""

    role: Role
    index: int
    name: str


Row = Sequence[str]

# As a header is compared: lower case, without spaces and punctuation. Earlier names win over later ones.
_ALIASES: Mapping[Role, tuple[str, ...]] = {
    Role.SOURCE: (
        "referringpageurl", "sourceurl", "sourcepageurl", "linkingpage", "linkingpageurl", "linkingurl", "backlink",
        "backlinkurl", "urlfrom", "fromurl", "referringurl", "referringpage", "sourcepage", "referrerurl", "referrer",
        "sourcelink", "backlinks", "source", "from", "verlinkendeseite", "verweisendeseite", "quelle", "quellurl",
        "paginadeenlace", "páginadeenlace", "páginadeorigen", "pageréférente", "pagesource", "paginaorigine",
        "ссылающаясястраница", "דףמקשר",
    ),
    Role.TARGET: (
        "targeturl", "targetpage", "targetpageurl", "landingpage", "urlto", "tourl", "destinationurl", "destination",
        "linkurl", "targetlink", "linkedpage", "linkedurl", "target", "to", "zielseite", "zielurl", "ziel",
        "páginadedestino", "urldedestino", "pagecible", "urlcible", "paginadestinazione", "целеваястраница", "דףיעד",
    ),
    Role.ANCHOR: (
        "anchor", "anchortext", "linkanchor", "linktext", "anchortexts", "ankertext", "textodeanclaje", "textoancla",
        "textedancrage", "ancre", "testodiancoraggio", "анкор",
    ),
    Role.FIRST_SEEN: (
        "firstseen", "firstseenlink", "datefirstseen", "firstseendate", "sourcefirstfounddate", "firstfound",
        "firstindexed", "firstindexeddate", "firstcrawled", "datefound", "founddate", "discovered", "datediscovered",
        "discoverydate", "dateadded", "erstmalsgesehen", "zuerstgesehen", "vistoporprimeravez", "vupourlapremièrefois",
    ),
    Role.LAST_SEEN: (
        "lastcrawled", "lastcrawl", "lastseen", "lastseendate", "lastvisited", "lastcheck", "lastchecked",
        "sourcecrawldate", "zuletztgecrawlt", "zuletztgesehen", "letztescrawling", "últimorastreo", "ultimorastreo",
        "dernièreexploration", "ultimascansione", "últimavezrastreada",
    ),
    Role.AUTHORITY: (
        "domainrating", "dr", "domainratingsource", "domainauthority", "da", "pageascore", "authorityscore", "as",
        "sourcetrustflow", "trustflow", "tf", "domaintrust", "dt", "domaininlinkrank", "domainscore", "pageauthority",
        "pa",
    ),
    Role.STATE: (
        "loststatus", "linkstate", "linkstatus", "backlinkstatus", "lostreason", "reasonlost", "status", "dropreason",
        "lostlink", "islost", "flagdeleted", "datelost", "daylost", "lost", "datedisappeared",
    ),
    # Not "sponsored": tools name so what rel says of a link.
    Role.CONTRACT: (
        "contract", "iscontract", "contractlink", "undercontract", "paid", "ispaid", "paidlink", "paidplacement",
        "sponsoreddeal", "sponsoredplacement", "sponsorship", "deal", "agreement", "bought", "boughtlink", "purchased",
        "rented", "placementcost", "placementfee", "placementprice", "linkcost", "linkprice", "costoflink", "cost",
        "price", "fee", "amountpaid", "vertrag", "bezahlt", "bezahlterlink", "gekauft", "kosten", "preis", "contrato",
        "pagado", "enlacepagado", "costo", "coste", "precio", "contrat", "payé", "lienpayé", "coût", "prix",
        "contratto", "pagato", "prezzo", "договор", "оплачено", "куплена", "цена", "стоимость", "umowa", "koszt",
    ),
}  # fmt: skip
_ROLES = {name: role for role, names in _ALIASES.items() for name in names}
_RANK = {name: rank for names in _ALIASES.values() for rank, name in enumerate(names)}
_WEAK_SOURCES = ("url", "pageurl", "page", "link", "address")  # only where the content agrees
_STATE_KINDS = {
    **dict.fromkeys(("loststatus", "lostreason", "reasonlost", "dropreason"), StateKind.REASON),
    **dict.fromkeys(("lostlink", "islost", "flagdeleted"), StateKind.FLAG),
    **dict.fromkeys(("datelost", "daylost", "lost", "datedisappeared"), StateKind.DATE),
}

# The first tool whose every name (of one set) is in the header.
_SIGNATURES: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    ("Google Search Console", (frozenset({"linkingpage"}), frozenset({"linkingpage", "lastcrawled"}))),
    ("Ahrefs", (frozenset({"referringpageurl"}), frozenset({"urlfrom", "urlto"}))),
    ("Semrush", (frozenset({"pageascore"}),)),
    ("Majestic", tuple(frozenset({name}) for name in ("sourcetrustflow", "sourcecitationflow", "flagnofollow"))),
    ("Ubersuggest", (frozenset({"sourcepagetitle", "sourceurl"}),)),
    ("SE Ranking", (frozenset({"backlink", "domaintrust"}), frozenset({"domaininlinkrank"}))),
    ("Moz", (frozenset({"spamscore", "da"}), frozenset({"spamscore", "domainauthority"}), frozenset({"linkstate"}))),
    ("Linkody or another link monitor", (frozenset({"rel", "status"}), frozenset({"landingpage", "status"}))),
)

_WITH_SCHEME = re.compile(r"\s*https?://\S", re.IGNORECASE)
_BARE_PAGE = re.compile(r"\s*(?:[\w-]+\.)+[^\W\d_][\w-]*(?::\d+)?/\S*\s*$")  # some tools leave the scheme out
_BARE_HOST = re.compile(r"\s*(?:[\w-]+\.)+[^\W\d_][\w-]*\s*$")
_MOSTLY = 0.6


def plain_name(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold())


def guess_tool(header: Row) -> str:
    names = {plain_name(cell) for cell in header}
    for tool, signatures in _SIGNATURES:
        if any(signature <= names for signature in signatures):
            return tool
    return "CSV"


def state_kind(name: str) -> StateKind:
    return _STATE_KINDS.get(plain_name(name), StateKind.WORD)


def known_columns(header: Row) -> dict[Role, Column]:
    """The columns whose name we know; where two have the same role, the better name wins."""
    found: dict[Role, Column] = {}
    for index, cell in enumerate(header):
        name = plain_name(cell)
        role = _ROLES.get(name)
        if role and (role not in found or _RANK[name] < _RANK[plain_name(found[role].name)]):
            found[role] = Column(role, index, cell.strip())
    return found


def weak_source(header: Row, rows: Sequence[Row]) -> Column | None:
    """A column just named "URL" or "Link" is the source if it holds addresses."""
    for index, cell in enumerate(header):
        if plain_name(cell) in _WEAK_SOURCES and holds_addresses(rows, index):
            return Column(Role.SOURCE, index, cell.strip())
    return None


def starts_like_address(cell: str) -> bool:
    return _WITH_SCHEME.match(cell) is not None


def holds_addresses(rows: Sequence[Row], index: int, share: float = _MOSTLY) -> bool:
    return any(_share(rows, index, shape) >= share for shape in (_WITH_SCHEME, _BARE_PAGE))


def holds_only_hosts(rows: Sequence[Row], index: int) -> bool:
    return _share(rows, index, _BARE_HOST) >= _MOSTLY


def columns_by_content(rows: Sequence[Row], own: OwnDomains) -> dict[Role, Column]:
    """Columns that nobody named in a way we know: strangers' addresses are sources, our own are targets."""
    found: dict[Role, Column] = {}
    for index in range(max(map(len, rows), default=0)):
        if not holds_addresses(rows, index):
            continue
        cells = _filled(rows, index)
        ours = sum(own.owns(cell if starts_like_address(cell) else f"https://{cell.strip()}") for cell in cells)
        role = Role.TARGET if ours > len(cells) / 2 else Role.SOURCE
        found.setdefault(role, Column(role, index, f"column {index + 1}"))
    return found


def _filled(rows: Sequence[Row], index: int) -> list[str]:
    return [row[index] for row in rows if len(row) > index and row[index].strip()]


def _share(rows: Sequence[Row], index: int, shape: re.Pattern[str]) -> float:
    cells = _filled(rows, index)
    return sum(shape.match(cell) is not None for cell in cells) / max(len(cells), 1)
