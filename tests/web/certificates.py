"""A certificate authority of our own, for servers on loopback; nothing outside of these tests trusts it."""

import shutil
import ssl
import subprocess
from pathlib import Path

OPENSSL = shutil.which("openssl")
_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"]


class Authority:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sign("authority", "-subj", "/CN=Anchorwatch tests")

    def server(self, *names: str, self_signed: bool = False) -> ssl.SSLContext:
        """What a server needs to show a certificate for these names."""
        folder = self._folder
        signed_by = () if self_signed else ("-CA", f"{folder}/authority.pem", "-CAkey", f"{folder}/authority.key")
        alternatives = ",".join(f"DNS:{name}" for name in names)
        self._sign("server", *signed_by, "-subj", f"/CN={names[0]}", "-addext", f"subjectAltName={alternatives}")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        return context

    def trust(self, context: ssl.SSLContext) -> ssl.SSLContext:
        context.load_verify_locations(self._folder / "authority.pem")
        return context

    def _sign(self, name: str, *options: str) -> None:
        files = ["-keyout", f"{self._folder}/{name}.key", "-out", f"{self._folder}/{name}.pem"]
        subprocess.run([str(OPENSSL), "req", "-x509", *_KEY, *files, *options], check=True, capture_output=True)
