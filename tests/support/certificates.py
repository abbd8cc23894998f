"""Certificates made while a test runs, by OpenSSL, and servers' ends of TLS."""

from __future__ import annotations

import ssl
import subprocess
import warnings
from pathlib import Path

#: What ``openssl ca`` wants to know before it signs.
AUTHORITY = """
[ca]
default_ca = here
[here]
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = IP:127.0.0.1
"""


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=30)


def make_certificate(folder: Path, name: str, *, bits: int = 2048) -> tuple[Path, Path]:
    """A self-signed certificate for ``name``: (certificate, key)."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    names = "IP:127.0.0.1" if name == "127.0.0.1" else f"DNS:{name}"
    openssl(
        *("req", "-x509", "-newkey", f"rsa:{bits}", "-nodes", "-days", "2"),
        *("-keyout", str(key), "-out", str(certificate)),
        *("-subj", f"/CN={name}", "-addext", f"subjectAltName={names}"),
    )
    return certificate, key


def make_dated_certificate(folder: Path, start: str, end: str) -> tuple[Path, Path]:
    """One for 127.0.0.1 that is valid from ``start`` to ``end`` (YYYYMMDDHHMMSSZ)."""
    request, key = folder / "request.csr", folder / "dated.key"
    config, certificate = folder / "ca.cnf", folder / "dated.pem"
    (folder / "index.txt").touch()
    config.write_text(AUTHORITY.format(folder=folder), encoding="ascii")
    openssl(
        *("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1"),
        *("-keyout", str(key), "-out", str(request)),
    )
    openssl(
        *("ca", "-batch", "-config", str(config), "-selfsign", "-keyfile", str(key)),
        *("-in", str(request), "-out", str(certificate), "-notext"),
        *("-startdate", start, "-enddate", end),
    )
    return certificate, key


def tls_context(
    certificate: Path, key: Path, *, is_old: bool = False
) -> ssl.SSLContext:
    """``is_old``: TLS 1.1 and keys of any size, as a server of 2010."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if is_old:
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(certificate, key)
    return context
