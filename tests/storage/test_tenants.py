"""Tenants: no statement of a workspace's repositories can reach another workspace."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage import (
    history_tables,
    letter_tables,
    linked_page_table,
    listing_table,
    mention_tables,
    own_page_tables,
    pacing_tables,
    prospect_tables,
    service_tables,
    source_tables,
    template_table,
    visitor_tables,
)
from storage.candidates import NamedPage
from storage.domain import (
    AuditEntry,
    Brand,
    Candidate,
    CandidateId,
    ChangeKind,
    Degraded,
    ImportRecord,
    Lane,
    LinkState,
    LinkStatus,
    LogFile,
    Mention,
    MentionId,
    MentionPlace,
    MentionState,
    Message,
    NewLetter,
    Occasion,
    PageFault,
    ProspectId,
    RedirectSuggestion,
    Referrals,
    Reply,
    ReplyKind,
    RunRequest,
    RunScope,
    Site,
    SiteSettings,
    Template,
    Thread,
    Upload,
    Verdict,
    Vote,
    Wanted,
    Workspace,
)
from storage.store import Store
from storage.tables import Base
from storage.transactions import Transaction
from tests.conftest import Clock
from tests.storage.building import FACTS, lost, new_link, saw
from tests.storage.outreach_walk import use_outreach

TENANT_TABLES = {table.name for table in Base.metadata.sorted_tables if "workspace_id" in table.c}
# Imported for the tables they add.
MODULES = (
    history_tables,
    letter_tables,
    linked_page_table,
    listing_table,
    mention_tables,
    own_page_tables,
    pacing_tables,
    prospect_tables,
    service_tables,
    source_tables,
    template_table,
    visitor_tables,
)

Statement = tuple[str, tuple[Any, ...]]


@pytest.fixture
def statements(store: Store) -> Iterator[list[Statement]]:
    """Every statement that the store executes, with its parameters."""
    heard: list[Statement] = []

    def hear(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        heard.append((statement, tuple(parameters[0] if many else parameters)))

    engines: list[Engine] = [store._writers, store._readers]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    yield heard
    for engine in engines:
        event.remove(engine, "before_cursor_execute", hear)


def use_everything(tx: Transaction, clock: Clock) -> None:
    """Call every method of every repository of a workspace, each with something to find."""
    now = clock()
    site = tx.sites.add(SiteSettings(("acme.example",), channel_id="C1"), now, is_demo=True)
    use_sites(tx, site, clock)
    use_links(tx, site, clock)
    use_changes(tx, site, clock)
    tx.outbox.put(Thread("k", "C1", Message("hi"), (Message("reply"),)), now)
    tx.outbox.reply("k", "k again", Message("reply"), now)
    tx.outbox.edit("k", Message("ho"))
    tx.outbox.naming("a.example")
    tx.outbox.reword("k", Message("hi"))
    tx.outbox.get("k")
    tx.outbox.forget(clock(), 5)
    tx.outbox.ages(now)
    tx.channels.pause("C1", "archived", now)
    tx.channels.paused()
    tx.channels.resume("C1")
    tx.audit.add(AuditEntry(now, "U1", "added", "acme.example"))
    tx.audit.about("acme.example")
    tx.audit.about_domain("acme.example", 10, before_seq=5)
    tx.audit.count_about_domain("acme.example")
    tx.audit.head()
    list(tx.audit.every())
    tx.audit.verify()
    tx.listings.stage([b"k" * 16])
    tx.listings.replace(site.id, "a source")
    tx.listings.suspect_missing(site.id, "a source", now, 50)
    tx.listings.count(site.id, "a source")
    tx.uploads.wait(Upload("token", site.id, "a.csv", "/tmp/a.csv", "U1", now))
    tx.uploads.take("token")
    tx.uploads.take_older(now)
    use_sources(tx, site, clock)
    use_letters(tx, site, clock)
    use_templates(tx, site, clock)
    tx.sites.forget_demo(tx.sites.add(SiteSettings(("over.example",)), now, is_demo=True).id)


def use_sites(tx: Transaction, site: Site, clock: Clock) -> None:
    tx.sites.all()
    tx.sites.for_operators()
    tx.sites.get(site.id)
    tx.sites.by_domain("acme.example")
    tx.sites.change(site.id, site.settings)
    tx.sites.set_baseline(site.id, clock())
    tx.sites.schedule_digest(site.id, clock())
    tx.sites.next_digest_at(site.id)
    tx.sites.move_clock(site.id, timedelta(days=1))


def use_links(tx: Transaction, site: Site, clock: Clock) -> None:
    now = clock()
    tx.imports.stage([new_link("a"), new_link("b")])
    tx.imports.commit(site.id, now)
    tx.imports.record(ImportRecord(site.id, "a.csv", "any", "U1", now, now))
    tx.imports.recorded(site.id)
    link, _ = tx.backlinks.add(site.id, new_link("c"), now)
    tx.backlinks.add(site.id, new_link("c"), now)
    tx.backlinks.pull_in(now, now, 5)
    tx.backlinks.hurry_contracts(now)
    tx.backlinks.hurry(link.id, now)
    tx.backlinks.mark_contract(link.id, now, is_contract=True)
    tx.imports.stage([replace(new_link("c"), is_contract=True)])
    tx.imports.commit(site.id, now)
    tx.backlinks.list(site.id, set(LinkState), 10)
    tx.backlinks.count(site.id)
    tx.backlinks.count_due(site.id, now)
    tx.backlinks.make_due(site.id, now)
    tx.backlinks.held(site.id, 5)
    tx.backlinks.vendor_record(site.id)
    tx.backlinks.tally(site.id, now)
    tx.backlinks.domain_reading(site.id, "c.example", Verdict.REMOVED, now)
    run = tx.runs.start(site.id, RunRequest(RunScope.SITE, "U1", "C1"), now)
    tx.runs.enrol(run.id, now)
    gone = replace(link, state=LinkState.LOST)
    check_id = tx.backlinks.record(gone, saw(link.id, 0, now, Verdict.REMOVED))
    assert check_id is not None
    tx.changes.add(lost(link.id, site.id, 0, now))
    tx.changes.add_all([lost(link.id, site.id, 1, now)])
    tx.runs.note_checked({link.id: check_id})
    tx.backlinks.record_all([(link, saw(link.id, 1, now))])
    tx.runs.pages(run.id)
    tx.runs.get(run.id)
    tx.runs.degrade(Degraded.MASS_TURN)
    tx.runs.give_up(tx.runs.start(site.id, RunRequest(RunScope.SITE, "U1"), now).id, now)
    tx.runs.active(site.id)
    tx.runs.verdicts(run.id)
    tx.runs.changes(run.id)
    tx.changes.announce_run(run.id)
    tx.changes.contracts_lost(site.id, 5)
    tx.changes.announce_contracts(site.id)
    tx.runs.release("a.example", now)
    tx.backlinks.get(link.id)
    tx.backlinks.last_checked_at(site.id)
    tx.backlinks.rename(link.id, new_link("a"))
    tx.backlinks.by_key(site.id, new_link("c").source_key)
    tx.checks.get(check_id)
    tx.checks.history(link.id, 5)
    tx.checks.looks_since(link.id, now)
    tx.checks.pulse(now, now)
    tx.checks.doubts(now, now)
    tx.checks.forget(now, 5)
    tx.checks.call_witnesses(now)
    use_linked_pages(tx, site, clock)


def use_sources(tx: Transaction, site: Site, clock: Clock) -> None:
    now = clock()
    tx.polls.ensure(site.id, {("news", Wanted.MENTIONS, "Acme")}, now)
    tx.polls.ensure(site.id, {("news", Wanted.MENTIONS, "Acme Inc")}, now)
    (poll,) = tx.polls.of_site(site.id)
    tx.polls.record(poll)
    tx.polls.make_due(site.id, now)
    tx.polls.keep_answer(poll, 200, b"{}", now)
    tx.polls.answers(poll)
    tx.polls.watch_feed(site.id, "https://a.example/feed", "U1", now)
    tx.polls.feeds(site.id)
    tx.polls.unwatch_feed(site.id, "https://a.example/feed")
    page = Candidate(CandidateId(0), site.id, "https://a.example/", "a.example", Wanted.LINKS, now)
    heard = NamedPage(b"k" * 16, b"r" * 16, page)
    tx.candidates.hear(site.id, "news", [heard], now)
    tx.candidates.hear(site.id, "news", [replace(heard, candidate=replace(page, title="Rockets"))], now)
    candidate = tx.candidates.by_key(site.id, heard.page_key)
    assert candidate is not None
    tx.candidates.get(candidate.id)
    tx.candidates.witnesses([candidate.id])
    tx.candidates.found_by_source(site.id)
    tx.candidates.count_due(site.id, clock())
    tx.candidates.make_due([candidate.id], clock())
    tx.candidates.seen(candidate, None)
    tx.candidates.look_again(site.id, heard.page_key, now)
    use_visitors(tx, site, clock)
    use_mentions(tx, site, clock)
    use_outreach(tx, site, clock)


def use_mentions(tx: Transaction, site: Site, clock: Clock) -> None:
    now = clock()
    found = Mention(
        MentionId(0), site.id, b"p" * 16, "https://a.example/", "a.example", "Acme", MentionPlace.MAIN,
        LinkStatus.UNLINKED, Lane.ASK, now,
    )  # fmt: skip
    id_ = tx.mentions.record(found)
    copy = tx.mentions.record(replace(found, page_key=b"q" * 16))
    tx.mentions.record(replace(found, title="Rockets"))
    tx.mentions.get(id_)
    tx.mentions.by_page(site.id, found.page_key, "Acme")
    tx.mentions.of_page(site.id, found.page_key)
    tx.mentions.listed(site.id, Lane.ASK, 10)
    tx.mentions.in_doubt(site.id, "Acme", "a.example", 10)
    tx.mentions.count(site.id)
    tx.mentions.lately(site.id, now, 10)
    tx.mentions.regroup(site.id, id_, [copy])
    tx.mentions.copies(site.id, [id_])
    tx.mentions.decide(id_, Lane.ASK, "", vote=True, expecting=[Lane.ASK])
    tx.mentions.set_state(id_, MentionState.MUTED, now)
    tx.mentions.wake(site.id, now)
    tx.mentions.mute_domain(site.id, "b.example")
    tx.mentions.unmute_domain(site.id, "b.example")
    tx.mentions.some([id_])
    tx.mentions.news(site.id, 10)
    tx.mentions.tell(site.id, now)
    tx.brands.keep(site.id, Brand(("Acme",)))
    tx.brands.of_site(site)
    tx.brands.vote(site.id, Vote("Acme", found.page_key, "a.example", "words", True, "U1", now))
    tx.brands.votes(site.id, "Acme")
    tx.brands.count_votes(site.id, "Acme")
    tx.brands.vote_on(site.id, "Acme", found.page_key)
    tx.brands.mute(site.id, "a.example", None, "U1", now)
    tx.brands.muted(site.id, now)
    tx.brands.unmute(site.id, "a.example")
    tx.brands.watch_term(site.id, "rockets", "U1", now)
    tx.brands.terms(site.id)
    tx.brands.unwatch_term(site.id, "rockets")


def use_letters(tx: Transaction, site: Site, clock: Clock) -> None:
    now = clock()
    ours = f"{tx.workspace_id}@acme.com>"
    new = NewLetter(site.id, ProspectId(1), 0, f"<a{ours}", None, "jo@a.example", "Jo", "Hi", "Hi Jo", b"d", now)
    id_ = tx.letters.put(new, now)
    assert id_ is not None
    letter = tx.letters.get(id_)
    assert letter is not None
    tx.letters.put_off(letter, now, "busy")
    tx.letters.withdraw(letter, "not wanted")
    tx.letters.cancel(letter.prospect_id, "not wanted")
    tx.letters.put(replace(new, message_id=f"<b{ours}"), now)
    (letter,) = tx.letters.of_prospect(letter.prospect_id)
    letter = tx.letters.claim(letter, now)
    assert letter is not None
    tx.letters.mark_unsure(letter, "cut off")
    tx.letters.mark_dead(letter, "too late")
    tx.letters.with_any([letter.prospect_id], [letter.state])
    tx.letters.settle_unsure(letter, now, was_sent=False)
    tx.letters.naming("a.example")
    tx.letters.reword(letter, replace(letter, body="Hi"))
    tx.letters.senders("a.example")
    tx.letters.erase_sender("jo@a.example")
    tx.letters.erase(letter)
    tx.letters.settle_unsure(letter, now, was_sent=True)
    tx.letters.mark_sent(letter, now)
    tx.letters.note_reply(letter, Reply("<r@a.example>", ReplyKind.PERSON, "jo@a.example", "Re: Hi", now))
    tx.letters.replies(letter)


def use_templates(tx: Transaction, site: Site, clock: Clock) -> None:
    template = Template(Occasion.MENTION, "en", "subject", "body", ("first", "last"))
    tx.templates.keep(site.id, template, "U1", clock())
    tx.templates.chosen(site.id, Occasion.MENTION, "en")
    tx.templates.all(site.id)
    tx.templates.reset(site.id, Occasion.MENTION, "en")


def use_visitors(tx: Transaction, site: Site, clock: Clock) -> None:
    now = clock()
    file = LogFile(b"h" * 16, 10, 10, "1")
    tx.visitors.read(site.id, None, file, now)
    tx.visitors.read(site.id, file, replace(file, head=b"i" * 16), now)
    tx.visitors.files(site.id)
    sent = Referrals(b"k" * 16, now.date(), "https://a.example/", "https://acme.com/", 1, 0)
    tx.visitors.count(site.id, [sent, sent])
    tx.visitors.known(site.id, [sent.page_key])
    tx.visitors.of_site(site.id, now.date())
    tx.visitors.forget(now.date(), now)


def use_linked_pages(tx: Transaction, site: Site, clock: Clock) -> None:
    now = clock()
    link, _ = tx.backlinks.add(site.id, new_link("l"), now)
    tx.backlinks.record(replace(link, state=LinkState.LIVE, facts=FACTS), saw(link.id, link.slot, now))
    tx.linked_pages.note_counts(tx.linked_pages.counted(site.id, now, 10), now)
    page = tx.linked_pages.by_url(site.id, FACTS.target_url)
    assert page is not None
    tx.linked_pages.record(replace(page, fault=PageFault.GONE, faulty_since=now))
    tx.own_pages.replace_all(site.id, ["https://acme.com/a", "https://acme.com/b"], now)
    tx.own_pages.replace_all(site.id, ["https://acme.com/a"], now)
    tx.own_pages.note_reading(site.id, now)
    tx.own_pages.of_site(site.id, 5)
    tx.linked_pages.get(page.id)
    tx.linked_pages.hurry(page.id)
    tx.linked_pages.sound(site.id)
    tx.linked_pages.anchors(site.id, [page.url], 5)
    tx.linked_pages.note_suggestion(page.id, RedirectSuggestion("https://acme.com/a", 0.7, "its address"), now)
    tx.linked_pages.broken(site.id)
    tx.linked_pages.most_linked(site.id, 5)
    tx.linked_pages.tell(tx.linked_pages.news(site.id))
    tx.linked_pages.drop_unlinked(site.id, now)


def use_changes(tx: Transaction, site: Site, clock: Clock) -> None:
    now = clock()
    link, _ = tx.backlinks.add(site.id, new_link("d"), now)
    incident = tx.changes.incident_for(site.id, "d.example", "site_down", Verdict.REMOVED, now)
    tx.changes.open_incident(site.id, "d.example", "site_down", Verdict.REMOVED, now)
    tx.changes.incident_of_loss(link.id)
    tx.changes.close_if_over(incident.id, now)
    tx.changes.add(replace(lost(link.id, site.id, 0, now), incident_id=incident.id))
    tx.changes.incidents(tx.changes.unannounced(site.id).values())
    tx.changes.since(site.id, 0)
    tx.changes.last_id(site.id)
    tx.changes.recent(site.id, set(ChangeKind), now, 10)
    tx.changes.of_link(link.id)
    digest = tx.digests.open(site.id, "2026-03-02", now)
    assert digest is not None
    tx.digests.last(site.id)
    tx.changes.announce(site.id, digest)
    tx.changes.withdraw(link.id)


def test_every_statement_of_a_workspace_names_it_for_every_table_it_touches(
    store: Store, clock: Clock, statements: list[Statement]
) -> None:
    with store.system() as tx:
        workspace = [tx.workspaces.ensure(f"T{n}", "many") for n in range(77)][-1]
    statements.clear()
    with store.transaction(workspace.id) as tx:
        use_everything(tx, clock)
    unscoped = [sql for sql, parameters in statements if not _is_scoped(sql, parameters, workspace)]
    assert unscoped == []
    assert len(statements) > 100, "the listener must have heard something"


def test_an_unscoped_statement_would_be_found(workspace: Workspace) -> None:
    scoped = "SELECT backlinks.id FROM backlinks WHERE backlinks.workspace_id = ?"
    assert _is_scoped(scoped, (workspace.id,), workspace)
    assert not _is_scoped(scoped, (workspace.id + 1,), workspace)
    assert not _is_scoped("SELECT backlinks.id FROM backlinks WHERE backlinks.id = ?", (workspace.id,), workspace)
    joined = " JOIN link_checks ON link_checks.link_id = backlinks.id"
    assert not _is_scoped(scoped.replace(" WHERE", f"{joined} WHERE"), (workspace.id,), workspace)


def test_the_walk_leaves_no_method_out(store: Store, clock: Clock, workspace: Workspace) -> None:
    called: set[str] = set()
    with store.transaction(workspace.id) as tx:
        use_everything(_Watched(tx, called), clock)
    assert called == {f"{repository}.{method}" for repository, methods in _repositories().items() for method in methods}


def test_two_tenants_with_equal_sites_and_pages_never_see_each_other(store: Store, clock: Clock) -> None:
    seen = []
    for team in ("T1", "T2"):
        with store.system() as tx:
            workspace = tx.workspaces.ensure(team, team)
        with store.transaction(workspace.id) as tx:
            use_everything(tx, clock)
            site = tx.sites.all()[0]
            links = tx.backlinks.list(site.id, set(LinkState), 100)
            seen.append((workspace.id, site, {link.id for link in links}))
    (one, site, links), (two, other_site, other_links) = seen
    assert links.isdisjoint(other_links)
    with store.transaction(one) as tx:
        assert tx.sites.get(other_site.id) is None
        assert tx.sites.all() == (site,)
        assert [tx.backlinks.get(link_id) for link_id in other_links] == [None] * len(other_links)
        assert tx.backlinks.list(other_site.id, set(LinkState), 100) == ()
        assert tx.backlinks.count(other_site.id) == 0
        assert tx.backlinks.by_key(other_site.id, new_link("a").source_key) is None
        assert tx.changes.since(other_site.id, 0) == ()
        assert tx.digests.last(other_site.id) is None
    with store.reading(two) as tx:
        assert tx.sites.all() == (other_site,)


def test_a_link_cannot_be_hung_on_another_tenants_site(store: Store, site: Site, clock: Clock) -> None:
    with store.system() as tx:
        other = tx.workspaces.ensure("T2", "Other")

    def trespass() -> None:
        with store.transaction(other.id) as tx:
            tx.backlinks.add(site.id, new_link("blog"), clock())

    with pytest.raises(Exception, match="FOREIGN KEY"):
        trespass()


def _is_scoped(sql: str, parameters: tuple[Any, ...], workspace: Workspace) -> bool:
    touched = set(re.findall(r"(?:FROM|JOIN|UPDATE|INTO|,)\s+(\w+)", sql)) & TENANT_TABLES
    if not touched:
        return True
    inserted = re.match(r"INSERT INTO (\w+) \(([^)]*)\)", sql)
    named = {table for table in touched if f"{table}.workspace_id" in sql}
    if inserted and re.search(r"\bworkspace_id\b", inserted.group(2)):
        named.add(inserted.group(1))
    return named == touched and workspace.id in parameters


def _repositories() -> dict[str, set[str]]:
    return {
        name: {method for method, _ in inspect.getmembers(_made_by(value), inspect.isfunction) if method[0] != "_"}
        for name, value in vars(Transaction).items()
        if isinstance(value, cached_property)
    }


def _made_by(repository: cached_property[Any]) -> type:
    made: type = inspect.get_annotations(repository.func, eval_str=True)["return"]
    return made


class _Watched:
    """A transaction that notes which methods of its repositories are called."""

    def __init__(self, tx: Transaction, called: set[str]) -> None:
        self._tx = tx
        self._called = called

    def __getattr__(self, repository: str) -> Any:
        real, called = getattr(self._tx, repository), self._called

        class Noting:
            def __getattr__(self, method: str) -> Callable[..., Any]:
                called.add(f"{repository}.{method}")
                return getattr(real, method)

        return Noting()
