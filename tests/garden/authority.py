"""A certificate authority that lives for one test, by way of openssl."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

SETTINGS = """[ca]
default_ca = it
[it]
database = {folder}/index.txt
new_certs_dir = {folder}
serial = {folder}/serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
"""
LEAF = """[leaf]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files for a server: the certificate with those above it, and its key."""

    chain: Path
    key: Path


class Authority:
    """Issues certificates that are trusted by whoever trusts `root`."""

    def __init__(self, folder: Path) -> None:
        """Make the authority and one below it, which issues."""
        folder.mkdir(parents=True)
        self.folder = folder
        (folder / "index.txt").touch()
        (folder / "serial").write_text("1000\n")
        (folder / "ca.cnf").write_text(SETTINGS.format(folder=folder))
        self._key("root")
        self._openssl(
            *("req", "-x509", "-new", "-key", "root.key", "-subj", "/CN=Garden root"),
            *("-days", "3650", "-config", "ca.cnf", "-extensions", "root", "-out", "root.pem"),
        )
        self._issue("middle", "Garden", "ca.cnf", "root", "root", ("20250101", "20350101"))

    @property
    def root(self) -> Path:
        """The certificate to trust."""
        return self.folder / "root.pem"

    def certificate(
        self,
        name: str,
        *,
        names: str = "IP:127.0.0.1",
        valid: tuple[str, str] = ("20260101", "20270901"),
        whole: bool = True,
    ) -> Certificate:
        """Issue one for `names`, valid between two days; not `whole`: without the one above it."""
        (self.folder / f"{name}.cnf").write_text(LEAF.format(names=names))
        self._issue(name, name, f"{name}.cnf", "leaf", "middle", valid)
        chain = self.folder / f"{name}.chain.pem"
        parts = [name, "middle"] if whole else [name]
        chain.write_text("".join((self.folder / f"{one}.pem").read_text() for one in parts))
        return Certificate(chain, self.folder / f"{name}.key")

    def _issue(
        self, name: str, subject: str, file: str, section: str, by: str, valid: tuple[str, str]
    ) -> None:
        self._key(name)
        self._openssl(
            *("req", "-new", "-key", f"{name}.key", "-subj", f"/CN={subject}"),
            *("-config", "ca.cnf", "-out", f"{name}.csr"),
        )
        self._openssl(
            *("ca", "-batch", "-notext", "-config", "ca.cnf", "-in", f"{name}.csr"),
            *("-cert", f"{by}.pem", "-keyfile", f"{by}.key", "-out", f"{name}.pem"),
            *("-startdate", f"{valid[0]}000000Z", "-enddate", f"{valid[1]}000000Z"),
            *("-extfile", file, "-extensions", section),
        )

    def _key(self, name: str) -> None:
        curve = ("-pkeyopt", "ec_paramgen_curve:P-256")
        self._openssl("genpkey", "-algorithm", "EC", *curve, "-out", f"{name}.key")

    def _openssl(self, *words: str) -> None:
        done = subprocess.run(
            ["openssl", *words], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
