"""Answers are found in a real mailbox, each has its effect once, and nothing in the mailbox is touched."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.wall_clock import utc_now
from jobs.mail.imap import ImapMailbox, MailboxError
from jobs.mail.trust import mail_tls
from jobs.read_replies import ReadReplies
from jobs.send_letters import SendLetters
from storage import failpoints
from storage.domain import Letter, LetterState, Reply, ReplyKind
from storage.failpoints import FailpointReachedError
from storage.store import Store
from storage.transactions import Transaction
from tests.conftest import Clock
from tests.jobs.test_send_letters import Post
from tests.jobs.world import World, new_world
from tests.mail.arriving import FAILED, answer, report
from tests.mail.letters import SENDER, Told, letter, queue
from tests.servers.imap import DOVECOT, PASSWORD, RealMailbox, serving_mailbox
from tests.web.certificates import OPENSSL, Authority

pytestmark = [
    pytest.mark.skipif(DOVECOT is None, reason="needs Dovecot (on Debian and Ubuntu: apt install dovecot-imapd)"),
    pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command to make certificates"),
]


_NUMBERS = count(1)


@pytest.fixture(scope="module")
def post_office(authority: Authority) -> Iterator[RealMailbox]:
    with tempfile.TemporaryDirectory(prefix="imap") as folder, serving_mailbox(Path(folder), authority) as real:
        yield real


@pytest.fixture
def mailbox(post_office: RealMailbox) -> RealMailbox:
    """An empty one: every name has its own."""
    return replace(post_office, server=replace(post_office.server, user=f"robin{next(_NUMBERS)}"))


@dataclass
class Scene:
    """A letter and its follow-up were sent to Jo; another to Kim."""

    world: World
    mailbox: RealMailbox
    reader: ReadReplies
    letters: list[Letter] = field(default_factory=list)
    told: Told = field(default_factory=Told)

    def kinds(self) -> list[tuple[int, ReplyKind]]:
        return [(id_, reply.kind) for id_, reply in self.told.replies]


@pytest.fixture
def scene(store: Store, mailbox: RealMailbox) -> Scene:
    world, told = new_world(store, Clock(utc_now())), Told()
    letters = [queue(world), queue(world, number=1), queue(world, 2)]
    sender = SendLetters(store, Post(), told.effects, world.clock)
    while sender.step():
        pass
    reader = ReadReplies(
        store, ImapMailbox(mailbox.server, mailbox.tls), told.on_reply, SENDER.address, world.clock
    )  # fmt: skip
    return Scene(world, mailbox, reader, [letter(world, one.id) for one in letters], told)


def test_an_answer_is_found_once_among_other_mail_and_nothing_is_touched(scene: Scene) -> None:
    first, follow_up, other = scene.letters
    for number in range(5):
        scene.mailbox.receive(answer(f"<{number}@elsewhere.example>", "stop", name=f"<n{number}@blog.example>"))
    scene.mailbox.receive(answer(first.message_id, "Sure, done."))
    assert scene.reader.read() == 1
    assert scene.kinds() == [(first.id, ReplyKind.PERSON)]
    assert (scene.mailbox.unread(), scene.mailbox.count()) == (6, 6)
    assert scene.reader.read() == 0
    scene.mailbox.receive(answer(other.message_id, "Who are you?", name="<k@kim.example>"))
    assert scene.reader.read() == 1
    headers = {"References": f"{first.message_id} {follow_up.message_id}"}
    scene.mailbox.receive(answer(follow_up.message_id, "Stop", headers=headers, name="<s@blog.example>"))
    assert scene.reader.read() == 1
    assert scene.kinds()[1:] == [(other.id, ReplyKind.PERSON), (follow_up.id, ReplyKind.OPT_OUT)]


def test_an_answer_to_a_letter_that_a_server_renamed_is_known_by_who_writes_and_the_subject(scene: Scene) -> None:
    first = scene.letters[0]

    def renamed(who: bytes, subject: bytes, name: str) -> bytes:
        raw = answer("<renamed@mail.example>", "Sure.", name=name).replace(b"Jo@blog.example", who)
        return re.sub(rb"(?m)^Subject: .*$", b"Subject: " + subject, raw)

    scene.mailbox.receive(renamed(b"jo2@blog.example", b"Lunch?", "<1@blog.example>"))
    scene.mailbox.receive(renamed(b"eve@blog.example", b"Re: Your piece on rockets", "<2@blog.example>"))
    assert scene.reader.read() == 0
    scene.mailbox.receive(renamed(b"JO1@blog.example", b"AW: Re: Your  piece on Rockets", "<3@blog.example>"))
    assert scene.reader.read() == 1
    assert scene.kinds() == [(scene.letters[1].id, ReplyKind.PERSON)]
    assert scene.letters[1].prospect_id == first.prospect_id


def test_machines_bounces_and_our_own_mail_are_told_apart(scene: Scene) -> None:
    first, follow_up, other = scene.letters
    away = answer(first.message_id, "I am away.", headers={"Auto-Submitted": "auto-replied"}, name="<a@b.example>")
    ours = answer(first.message_id, "stop", name="<o@b.example>").replace(b"Jo@blog.example", b"robin@acme.com")
    for raw in (
        away,
        ours,
        report(follow_up.message_id, "failed", "5.1.1"),
        report(other.message_id, "delayed", "4.4.1"),
    ):
        scene.mailbox.receive(raw)
    scene.mailbox.receive(FAILED.replace(b"<1@acme.com>", other.message_id.encode()))
    scene.reader.read()
    assert scene.kinds() == [
        (first.id, ReplyKind.AUTOMATIC),
        (follow_up.id, ReplyKind.BOUNCED),
        (other.id, ReplyKind.BOUNCED),
    ]


def test_a_mailbox_whose_numbers_begin_anew_is_read_again_without_a_second_effect(scene: Scene) -> None:
    first = scene.letters[0]
    scene.mailbox.receive(answer(first.message_id, "Sure."))
    assert scene.reader.read() == 1
    with scene.world.store.system() as tx:
        before = tx.letters.position(scene.reader.mailbox.name)
        assert before is not None
        tx.letters.remember(scene.reader.mailbox.name, replace(before, uid_validity=1, last_uid=9_999))
    assert scene.reader.read() == 0
    with scene.world.store.reading(scene.world.workspace_id) as tx:
        assert [reply.kind for reply in tx.letters.replies(first)] == [ReplyKind.PERSON]
    scene.mailbox.receive(answer(first.message_id, "More.", name="<more@blog.example>"))
    assert scene.reader.read() == 1


def test_a_full_mailbox_is_read_in_parts(scene: Scene) -> None:
    with scene.mailbox.line() as line:
        for number in range(250):
            line.append("INBOX", "", "", answer("<x@elsewhere.example>", "Hi", name=f"<{number}@b.example>"))
    scene.mailbox.receive(answer(scene.letters[0].message_id, "Sure."))
    assert scene.reader.read() == 1


def test_one_mail_that_cannot_be_noted_holds_back_no_other_and_is_tried_again_also_after_a_restart(
    scene: Scene,
) -> None:
    for number, one in enumerate(scene.letters):
        scene.mailbox.receive(answer(one.message_id, "Sure.", name=f"<{number}@blog.example>"))
    bad = {scene.letters[0].id}

    def on_reply(tx: Transaction, one: Letter, reply: Reply) -> None:
        if one.id in bad:
            raise LookupError(one.id)
        scene.told.on_reply(tx, one, reply)

    reader = replace(scene.reader, on_reply=on_reply)
    for _ in range(4):
        with pytest.raises(LookupError):
            reader.read()
    others = [(one.id, ReplyKind.PERSON) for one in scene.letters[1:]]
    assert scene.kinds() == others
    with pytest.raises(LookupError):
        replace(reader).read()  # as after a restart
    bad.clear()
    scene.mailbox.receive(answer(scene.letters[1].message_id, "More.", name="<more@blog.example>"))
    assert reader.read() == 2
    assert scene.kinds() == [*others, (scene.letters[1].id, ReplyKind.PERSON), (scene.letters[0].id, ReplyKind.PERSON)]
    assert replace(reader).read() == 0


@pytest.mark.parametrize("place", ["replies.before_commit", "replies.after_commit", "replies.before_position"])
def test_wherever_the_reading_breaks_off_each_answer_has_its_effect_once(scene: Scene, place: str) -> None:
    for number, one in enumerate(scene.letters):
        scene.mailbox.receive(answer(one.message_id, "Sure.", name=f"<{number}@blog.example>"))
    reader = replace(scene.reader, on_reply=lambda tx, one, _reply: tx.letters.cancel(one.prospect_id, "answered"))
    failpoints.arm(f"{place}:1:raise")
    with pytest.raises(FailpointReachedError):
        reader.read()
    reader.read()
    with scene.world.store.reading(scene.world.workspace_id) as tx:
        heard = [len(tx.letters.replies(one)) for one in scene.letters]
    assert heard == [1, 1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["replies.before_commit:2", "replies.after_commit:2", "replies.before_position:1"])
def test_a_reader_killed_anywhere_writes_each_answer_down_once(scene: Scene, database_url: str, place: str) -> None:
    for number, one in enumerate(scene.letters):
        scene.mailbox.receive(answer(one.message_id, "Sure.", name=f"<{number}@blog.example>"))
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "IMAP_HOST": "localhost",
        "IMAP_PORT": str(scene.mailbox.server.port),
        "IMAP_USER": scene.mailbox.server.user,
        "IMAP_PASSWORD": PASSWORD,
        "SSL_CERT_FILE": str(scene.mailbox.authority.file),
    }
    code = "from bot.settings import load_settings; from tests.servers.processes import reply_reader as read; "
    command = [sys.executable, "-c", f"{code}read(load_settings())"]
    died = subprocess.run(command, env={**environment, "FAILPOINTS": f"{place}:kill"}, timeout=60, check=False)
    assert died.returncode == -signal.SIGKILL
    again = subprocess.Popen(command, env=environment)
    try:
        until = time.monotonic() + 30
        while not all(_written_down(scene, one) for one in scene.letters):
            assert time.monotonic() < until
            time.sleep(0.05)
    finally:
        again.terminate()
        assert again.wait(30) in (0, -signal.SIGTERM)
    assert [_written_down(scene, one) for one in scene.letters] == [["person from jo@blog.example"]] * 3


def test_a_mailbox_that_cannot_be_read_says_so_in_one_sentence_and_keeps_the_password(scene: Scene) -> None:
    real = scene.mailbox.server
    for server, tls in (
        (replace(real, password="wrong-one"), scene.mailbox.tls),
        (replace(real, folder="Nowhere"), scene.mailbox.tls),
        (real, mail_tls),
        (replace(real, port=1), scene.mailbox.tls),
    ):
        with pytest.raises(MailboxError) as refused, ImapMailbox(server, tls, timedelta(seconds=5)).open():
            pass
        assert "wrong-one" not in str(refused.value)
        assert "\n" not in refused.value.user_message


def test_a_folder_with_a_name_of_its_own_is_read(scene: Scene) -> None:
    with scene.mailbox.line() as line:
        line.create('"Press \\"and\\" blogs"')
        line.append('"Press \\"and\\" blogs"', "", "", answer(scene.letters[0].message_id, "Sure."))
    server = replace(scene.mailbox.server, folder='Press "and" blogs')
    assert replace(scene.reader, mailbox=ImapMailbox(server, scene.mailbox.tls)).read() == 1
    assert letter(scene.world, scene.letters[0].id).state is LetterState.SENT


def _written_down(scene: Scene, one: Letter) -> list[str]:
    with scene.world.store.reading(scene.world.workspace_id) as tx:
        return [entry.verb for entry in tx.audit.about(one.message_id)]
