"""Certificates for the pretend web over TLS, from an authority of its own that nobody else trusts."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import sys
from pathlib import Path

OPENSSL = shutil.which("openssl")

_NAMES_EACH = 20  # as many as a certificate of a hosting company may well name
_NEW = ("req", "-x509", "-days", "30", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def authority_file(folder: Path) -> Path:
    return folder / "authority.pem"


def write(folder: Path, names: list[str]) -> None:
    """The authority, and certificates for these names: a few in each."""
    _certify(folder, "authority", "/CN=Anchorwatch benchmarks")
    signed_by = ("-CA", str(authority_file(folder)), "-CAkey", str(folder / "authority.key"))
    for start in range(0, len(names), _NAMES_EACH):
        some = names[start : start + _NAMES_EACH]
        alternatives = ",".join(f"DNS:{name}" for name in some)
        _certify(folder, some[0], f"/CN={some[0]}", *signed_by, "-addext", f"subjectAltName={alternatives}")
        (folder / f"{some[0]}.names").write_text("\n".join(some))


def server_context(folder: Path) -> ssl.SSLContext:
    """Shows each client the certificate that has the name it asks for."""
    of_name = {}
    for names in folder.glob("*.names"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(names.with_suffix(".pem"), names.with_suffix(".key"))
        of_name |= dict.fromkeys(names.read_text().split(), context)
    first = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def choose(connection: ssl.SSLObject, name: str, _: ssl.SSLContext) -> None:
        connection.context = of_name[name]

    first.sni_callback = choose
    return first


def _certify(folder: Path, name: str, subject: str, *more: str) -> None:
    files = ("-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.pem"))
    subprocess.run([str(OPENSSL), *_NEW, *files, "-subj", subject, *more], check=True, capture_output=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2:])
