"""A certificate authority of our own, for servers on loopback; nothing outside of these tests trusts it."""

import shutil
import ssl
import subprocess
from pathlib import Path

OPENSSL = shutil.which("openssl")
_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
_CA = """[ca]
default_ca = ours
[ours]
database = {folder}/index
new_certs_dir = {folder}
certificate = {folder}/authority.pem
private_key = {folder}/authority.key
rand_serial = yes
default_md = sha256
copy_extensions = copy
policy = any
[any]
commonName = supplied
"""


class Authority:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._make("authority", "-x509", "-days", "30", "-subj", "/CN=Anchorwatch tests")

    def server(self, *names: str, self_signed: bool = False, expired: bool = False) -> ssl.SSLContext:
        """What a server needs to show a certificate for these names."""
        folder = self._folder
        alternatives = ",".join(f"DNS:{name}" for name in names)
        asked_for = ("-subj", f"/CN={names[0]}", "-addext", f"subjectAltName={alternatives}")
        if expired:
            self._make("server", *asked_for)
            self._sign_for_a_month_that_is_over()
        else:
            signed_by = () if self_signed else ("-CA", f"{folder}/authority.pem", "-CAkey", f"{folder}/authority.key")
            self._make("server", "-x509", "-days", "30", *signed_by, *asked_for)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        return context

    @property
    def file(self) -> Path:
        return self._folder / "authority.pem"

    def trust(self, context: ssl.SSLContext) -> ssl.SSLContext:
        context.load_verify_locations(self.file)
        return context

    def _sign_for_a_month_that_is_over(self) -> None:
        folder = self._folder
        (folder / "index").touch()
        (folder / "ca.conf").write_text(_CA.format(folder=folder))
        (folder / "server.pem").rename(folder / "server.csr")
        then = ["-startdate", "200101000000Z", "-enddate", "200201000000Z"]
        files = ["-config", f"{folder}/ca.conf", "-in", f"{folder}/server.csr", "-out", f"{folder}/server.pem"]
        _openssl("ca", "-batch", "-notext", *then, *files)

    def _make(self, name: str, *options: str) -> None:
        """A key and its certificate, or without ``-x509`` the wish for one."""
        files = ["-keyout", f"{self._folder}/{name}.key", "-out", f"{self._folder}/{name}.pem"]
        _openssl("req", *_KEY, *files, *options)


def _openssl(*arguments: str) -> None:
    subprocess.run([str(OPENSSL), *arguments], check=True, capture_output=True)
