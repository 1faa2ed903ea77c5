"""B3: visiting, judging and recording links over TLS, each page with a fresh and verified handshake."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.certificates import OPENSSL, authority_file, write
from benchmarks.harness import Effort, race
from benchmarks.pretend_web import host_name, hosts_of, pretend_web
from benchmarks.report import Outcome, Skipped
from benchmarks.verifying import Least, Links, bare, rows, said, scrapy, targets, title, worker

_LINKS = 20_000


def run(effort: Effort) -> Outcome | Skipped:
    if OPENSSL is None:
        return Skipped("certificates are made with the openssl command, which is not here.")
    number = effort.of(_LINKS, 2_000)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name:
        folder = Path(name)
        write(folder, [host_name(host) for host in range(hosts_of(number))])
        with pretend_web(folder) as port:
            links = Links(folder, port, number, "https", {"SSL_CERT_FILE": str(authority_file(folder))})
            done = race([bare(links), worker(links), scrapy(links)], effort)
    return Outcome(
        title=title(number, "gzip, robots.txt, one TLS handshake per page", effort),
        rows=rows(done, number),
        targets=targets(done, Least(of_bare=0.80, of_scrapy=3.3)),
        remarks=said(done),
    )
