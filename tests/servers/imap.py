"""A real IMAP server on loopback: Dovecot, in a folder of its own, with a mailbox for whoever knows the password."""

from __future__ import annotations

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from jobs.mail.imap import ImapServer
from tests.web.certificates import Authority

PASSWORD = "correct-horse"
_PATIENCE = 20.0

# Beside the administrator's own programs, which a person's PATH may leave out.
DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

# Without a chroot and without other users, it runs as whoever runs the tests; and as root, as nobody.
_CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class RealMailbox:
    server: ImapServer
    authority: Authority

    def tls(self) -> ssl.SSLContext:
        return self.authority.trust(ssl.create_default_context())

    @contextmanager
    def line(self) -> Iterator[imaplib.IMAP4_SSL]:
        with imaplib.IMAP4_SSL(self.server.host, self.server.port, ssl_context=self.tls(), timeout=10) as line:
            line.login(self.server.user, self.server.password)
            yield line

    def receive(self, mail: EmailMessage | bytes) -> None:
        """Put a mail into the mailbox, new and unread."""
        with self.line() as line:
            said, why = line.append("INBOX", "", "", mail if isinstance(mail, bytes) else mail.as_bytes())
            assert said == "OK", why

    def unread(self) -> int:
        return len(self._found("UNSEEN"))

    def count(self) -> int:
        return len(self._found("ALL"))

    def _found(self, which: str) -> list[bytes]:
        with self.line() as line:
            line.select("INBOX", readonly=True)
            found: list[bytes] = line.search(None, which)[1][0].split()
            return found


@contextmanager
def serving_mailbox(folder: Path, authority: Authority) -> Iterator[RealMailbox]:
    """Serve while the block lasts. ``folder`` is short, since the paths of sockets may not be long."""
    assert DOVECOT is not None
    is_root = os.geteuid() == 0
    user = "nobody" if is_root else getpass.getuser()
    account = pwd.getpwnam(user)
    port = _free_port()
    authority.server("localhost")
    for name in ("server.pem", "server.key"):
        shutil.copy(authority.file.parent / name, folder / name)
    configuration = folder / "dovecot.conf"
    group = grp.getgrgid(account.pw_gid).gr_name
    configuration.write_text(
        _CONFIGURATION.format(folder=folder, user=user, group=group, password=PASSWORD, port=port)
    )  # fmt: skip
    (folder / "mail").mkdir()
    if is_root:
        folder.chmod(0o755)
        os.chown(folder / "mail", account.pw_uid, account.pw_gid)
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(configuration)])
    try:
        _wait_until_it_answers(port, process, folder / "log")
        yield RealMailbox(ImapServer("localhost", port, "robin", PASSWORD), authority)
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port: int = taken.getsockname()[1]
        return port


def _wait_until_it_answers(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text() if log.exists() else "Dovecot ended at once"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text() if log.exists() else "Dovecot does not answer")
