"""nginx with the configuration of `deploy/`: of it only ports, paths, the certificate and the user are others."""

import os
import pwd
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import brotli
import psutil

from tests.newsportal.running_demo import free_port
from tests.project_files import ROOT

DEPLOYED = ROOT / "deploy" / "nginx"
HOST = "news.example"
PATIENCE = 10.0
BEHIND_NGINX = {
    "PUBLIC_URL": f"https://{HOST}",
    "ALLOWED_HOSTS": HOST,
    "TRUSTED_PROXIES": "127.0.0.1",
}
"""What the portal is told of it."""


@dataclass
class Got:
    status: int
    # One name may stand twice, and that is worth a test.
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for other, value in self.headers if other.lower() == name]

    def header(self, name: str) -> str:
        return ", ".join(self.all(name))

    @property
    def text(self) -> str:
        packing = self.header("content-encoding")
        return (brotli.decompress(self.body) if packing == "br" else self.body).decode()


class RunningNginx:
    def __init__(self, directory: Path, *, portal: int, static: Path, tls: bool = True) -> None:
        self.directory = directory
        self.http, self.https = free_port(), free_port()
        state = directory / "state"
        state.mkdir(parents=True)
        certificate, key = _certificate(directory)
        self.log = directory / "error.log"
        configuration = _written(
            directory,
            {
                r"\buser www-data;": f"user {pwd.getpwuid(os.getuid()).pw_name};",
                r"/run/nginx\.pid": str(directory / "nginx.pid"),
                r"/var/log/nginx/error\.log warn": f"{self.log} info",
                r"/var/lib/nginx": str(state),
                r"/etc/letsencrypt/live/news\.example/fullchain\.pem": str(certificate),
                r"/etc/letsencrypt/live/news\.example/privkey\.pem": str(key),
                r"/opt/newsportal/\.data/static": str(static),
                r"127\.0\.0\.1:8000\b": f"127.0.0.1:{portal}",
                r"(listen (?:\[::\]:)?)80\b": rf"\g<1>{self.http}",
                r"(listen (?:\[::\]:)?)443 ssl http2": rf"\g<1>{self.https}{' ssl http2' if tls else ''}",
                **({} if tls else {r"ssl_reject_handshake on;": ""}),
            },
        )
        words = ["nginx", "-c", str(configuration), "-g", "daemon off;"]
        tested = subprocess.run([*words[:3], "-t"], capture_output=True, text=True, check=False)
        assert tested.returncode == 0, tested.stderr
        assert "[warn]" not in tested.stderr, tested.stderr
        self.process = psutil.Popen(words, start_new_session=True, stderr=subprocess.DEVNULL)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.https), timeout=1):
                return
            time.sleep(0.02)
        raise AssertionError(self.log.read_text())

    def get(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        host: str = HOST,
        tls: bool = True,
        source: str = "",
    ) -> Got:
        """As a client asks that sends what it is told to, and nothing else."""
        words = [
            "curl",
            "--silent",
            "--insecure",
            "--include",
            "--http1.1",
            "--path-as-is",
            "--max-time",
            "30",
        ]
        port = self.https if tls else self.http
        words += ["--resolve", f"{host}:{port}:127.0.0.1"]
        words += ["--head"] if method == "HEAD" else ["--request", method]
        if source:
            words += ["--interface", source]
        for name, value in {"Host": host, **(headers or {})}.items():
            words += ["--header", f"{name}: {value}"]
        if body:
            words += ["--data-binary", "@-", "--header", "Expect:"]
        said = subprocess.run(
            [*words, f"http{'s' if tls else ''}://{host}:{port}{path}"],
            input=body,
            capture_output=True,
            check=False,
        ).stdout
        head, _blank, answer = said.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        if not first:
            return Got(0, [], b"")
        pairs = [(name, value.strip()) for name, _colon, value in (line.partition(":") for line in lines)]
        return Got(int(first.split()[1]), pairs, answer)

    def context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)


def _written(directory: Path, substitutions: Mapping[str, str]) -> Path:
    """The files of `deploy/nginx`, so changed; a substitution that finds nothing is a mistake."""
    texts = {path.relative_to(DEPLOYED): path.read_text() for path in DEPLOYED.rglob("*.conf")}
    for wanted, given in substitutions.items():
        assert any(re.search(wanted, text) for text in texts.values()), f"nothing is {wanted}"
        texts = {name: re.sub(wanted, given, text) for name, text in texts.items()}
    for name, text in texts.items():
        path = directory / "etc" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return directory / "etc" / "nginx.conf"


def _certificate(directory: Path) -> tuple[Path, Path]:
    certificate, key = directory / "certificate.pem", directory / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key
