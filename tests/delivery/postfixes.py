"""Debian's Postfix as an instance of its own: in a folder, on a high port of the loopback address,
over STARTTLS with login.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import trustme

from pfreport.settings import Mail

USER, PASSWORD, REALM = "pmo", "open-sesame-42", "localhost"
NEEDED = ("postfix", "saslpasswd2")
_MASTER = """
{address} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    """One that runs: its folder, and the `[mail]` that reaches it."""

    folder: Path
    mail: Mail

    @property
    def log(self) -> str:
        """What it says of what it does."""
        return (self.folder / "log").read_text()

    def inbox(self, name: str, number: int = 1) -> list[EmailMessage]:
        """The mails of somebody, once so many have come."""
        folder = self.folder / "mail" / name / "new"
        for _ in range(200):
            found = sorted(folder.glob("*")) if folder.is_dir() else []
            if len(found) >= number:
                break
            time.sleep(0.1)
        return [message_from_bytes(path.read_bytes(), policy=default) for path in found]


def lacking() -> str | None:
    """Why none can run here."""
    if os.getuid():
        return "only root starts a Postfix"
    missing = [name for name in NEEDED if shutil.which(name) is None]
    return (
        f"not installed: {', '.join(missing)} (apt-get install postfix sasl2-bin libsasl2-modules)"
        if missing
        else None
    )


@contextlib.contextmanager
def postfix(*readers: str, **settings: str) -> Iterator[Postfix]:
    """Postfix with the mailboxes of these readers at example.org; `settings` are those of its
    main.cf.
    """
    with tempfile.TemporaryDirectory(prefix="postfix-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)  # it serves as a user of its own
        mail = _mail(folder)
        _configure(folder, readers, mail, settings)
        _command(folder, "start")
        try:
            _wait(mail)
            yield Postfix(folder, mail)
        finally:
            _command(folder, "stop")


def _mail(folder: Path) -> Mail:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    password = folder / "password"
    password.write_text(PASSWORD)
    password.chmod(0o600)
    named = {
        "user": f"{USER}@{REALM}",
        "password_file": str(password),
        "ca_file": str(folder / "ca.pem"),
    }
    return Mail(
        host="localhost", port=port, sender="pmo@example.org", domains=("example.org",), **named
    )


def _configure(
    folder: Path, readers: tuple[str, ...], mail: Mail, settings: Mapping[str, str]
) -> None:
    for name in ("etc", "etc/sasl", "queue", "data", "mail"):
        (folder / name).mkdir()
    for name in ("data", "mail"):
        shutil.chown(folder / name, "postfix", "postfix")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    certificate = authority.issue_cert(
        "localhost", not_after=dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
    )
    certificate.private_key_and_cert_chain_pem.write_to_path(str(folder / "cert.pem"))
    _login(folder)
    (folder / "etc/master.cf").write_text(_MASTER.format(address=f"127.0.0.1:{mail.port}"))
    said = _settings(folder, readers) | settings
    (folder / "etc/main.cf").write_text(
        "".join(f"{key} = {value}\n" for key, value in said.items())
    )


def _settings(folder: Path, readers: tuple[str, ...]) -> dict[str, str]:
    boxes = " ".join(f"{{{name}@example.org = {name}/}}" for name in readers)
    owner = (folder / "data").stat()
    return {
        "compatibility_level": "3.6",
        "queue_directory": f"{folder}/queue",
        "data_directory": f"{folder}/data",
        "maillog_file": f"{folder}/log",
        "maillog_file_prefixes": str(folder),
        "myhostname": "localhost",
        "inet_interfaces": "127.0.0.1",
        "inet_protocols": "ipv4",
        "mydestination": "",
        "default_transport": "error:no mail leaves this machine",
        "virtual_mailbox_domains": "example.org",
        "virtual_mailbox_base": f"{folder}/mail",
        "virtual_mailbox_maps": f"inline:{{ {boxes} }}",
        "virtual_minimum_uid": "1",
        "virtual_uid_maps": f"static:{owner.st_uid}",
        "virtual_gid_maps": f"static:{owner.st_gid}",
        "smtpd_tls_security_level": "encrypt",
        "smtpd_tls_chain_files": f"{folder}/cert.pem",
        "smtpd_tls_auth_only": "yes",
        "smtpd_sasl_auth_enable": "yes",
        "smtpd_sasl_path": "smtpd",
        "cyrus_sasl_config_path": f"{folder}/etc/sasl",
        "smtpd_recipient_restrictions": "permit_sasl_authenticated, reject",
        "smtpd_relay_restrictions": "permit_sasl_authenticated, reject",
    }


def _login(folder: Path) -> None:
    """The one who may log in."""
    users = folder / "data/users"
    (folder / "etc/sasl/smtpd.conf").write_text(
        f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {users}\nmech_list: PLAIN "
        "LOGIN\n"
    )
    command = ["saslpasswd2", "-p", "-c", "-f", str(users), "-u", REALM, USER]
    subprocess.run(command, input=PASSWORD, text=True, check=True, capture_output=True)
    shutil.chown(users, "postfix", "postfix")


def _command(folder: Path, what: str) -> None:
    done = subprocess.run(
        ["postfix", "-c", str(folder / "etc"), what], capture_output=True, text=True, check=False
    )
    if done.returncode:
        log = folder / "log"
        raise RuntimeError(
            f"postfix {what}: {done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}"
        )


def _wait(mail: Mail) -> None:
    for _ in range(100):
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", mail.at_port), timeout=1),
        ):
            return
        time.sleep(0.1)
    raise RuntimeError("Postfix does not listen")
