"""A certificate made on the spot, for a room whose network knows our server by a name or an address only."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import ipaddress
import ssl
from typing import TYPE_CHECKING

from mentorwidgets._disk import write_atomically
from mentorwidgets.errors import ServeError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cryptography import x509

_DAYS = 397  # browsers believe no certificate for longer
_SPARE = dt.timedelta(days=7)  # no course is begun with one that ends within it


@dataclasses.dataclass(frozen=True, slots=True)
class Certificate:
    """What the server shows to browsers: a file with key and certificate, and the fingerprint that people compare."""

    file: Path
    fingerprint: str

    def context(self) -> ssl.SSLContext:
        """What a server listens with."""
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.load_cert_chain(self.file)
        return made


def certificate(file: Path, names: Iterable[str]) -> Certificate:
    """Take the certificate in a file, or make one there: nobody signs it but itself, so that browsers warn once.

    Args:
        file: where key and certificate are kept together, readable by its owner only. It is used again as long as it
            names all that is asked for, so that browsers which were told to trust it go on.
        names: host names and IP addresses under which browsers reach the server.

    Raises:
        ServeError: the library that makes certificates is not installed.
    """
    wanted = sorted(set(names))
    try:
        found = _read(file)
        if found is None or not _serves(found, wanted):
            write_atomically(file, _made(wanted))
            found = _read(file)
    except ModuleNotFoundError:
        raise ServeError(
            "A certificate cannot be made here: a library is missing.",
            "Type: pip install 'mentorwidgets[https]', or put a proxy with https before the server.",
        ) from None
    if found is None:
        raise ServeError(f"The certificate in {file} cannot be read.", "Delete that file and start again.")
    return Certificate(file, _fingerprint(found))


def _read(file: Path) -> x509.Certificate | None:
    from cryptography import x509

    with contextlib.suppress(OSError, ValueError):
        return x509.load_pem_x509_certificate(file.read_bytes())
    return None


def _serves(found: x509.Certificate, names: list[str]) -> bool:
    from cryptography import x509

    told = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = {str(name.value) for name in told}
    return known >= set(names) and found.not_valid_after_utc - _SPARE > dt.datetime.now(dt.UTC)


def _made(names: list[str]) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mentorwidgets")])
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))  # a phone's clock may be late
        .not_valid_after(now + dt.timedelta(days=_DAYS - 1))
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


def _name(name: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _fingerprint(found: x509.Certificate) -> str:
    from cryptography.hazmat.primitives import hashes

    return found.fingerprint(hashes.SHA256()).hex(":").upper()
