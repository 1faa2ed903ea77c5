"""Whom we trust among mail servers: only those whose certificate proves the name they were asked by."""

import ssl

import certifi


def mail_tls() -> ssl.SSLContext:
    """It trusts whom browsers trust, and whom this machine does: its own store, or ``SSL_CERT_FILE``."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
