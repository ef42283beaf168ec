"""nginx and Caddy, unprivileged and on loopback, with the very files that docs/deploy.md offers."""

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.certificates import make_certificate
from tests.ports import free_port
from tests.serving.server import ROOT, START, Answer, read_answer

NAME = "reflect.council.example"
AT = "http://127.0.0.1:8000"
NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{}}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass
class Proxy:
    port: int
    folder: Path
    process: subprocess.Popen

    def connect(self) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=self.folder / "certificate.pem")
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return context.wrap_socket(plain, server_hostname=NAME)

    def ask(self, sent: bytes) -> Answer:
        with self.connect() as connection:
            connection.sendall(sent)
            return read_answer(connection)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=START)


def start(kind: str, folder: Path, upstream: int) -> Proxy:
    program = shutil.which(kind, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")
    assert program, f"{kind} isn't on this machine. script/setup --tests says how to get it."
    make_certificate(folder, NAME)
    port = free_port()
    command = {"nginx": _nginx, "caddy": _caddy}[kind](folder, port, upstream)
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([program, *command], stdout=log, stderr=log, env={"HOME": str(folder)})
    proxy = Proxy(port, folder, process)
    _wait(proxy)
    return proxy


def _nginx(folder: Path, port: int, upstream: int) -> list[str]:
    site = (ROOT / "docs/proxies/nginx.conf").read_text()
    for written, here in {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "/etc/ssl/reflect/fullchain.pem": f"{folder}/certificate.pem",
        "/etc/ssl/reflect/privkey.pem": f"{folder}/key.pem",
        "/var/log/nginx": str(folder),
        AT: f"http://127.0.0.1:{upstream}",
    }.items():
        assert written in site
        site = site.replace(written, here)
    (folder / "site.conf").write_text(site)
    user = "user root;" if os.geteuid() == 0 else ""  # else its worker is somebody else
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user))
    return ["-e", str(folder / "start.log"), "-c", str(folder / "nginx.conf"), "-p", str(folder)]


def _caddy(folder: Path, port: int, upstream: int) -> list[str]:
    site = (ROOT / "docs/proxies/Caddyfile").read_text()
    own = f"admin off\n\tauto_https disable_redirects\n\tstorage file_system {folder}/storage\n\tservers {{"
    here = f"https://{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {folder}/certificate.pem {folder}/key.pem\n"
    for written, instead in {
        "servers {": own,
        f"\n{NAME} {{": f"\n{here}",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
    }.items():
        assert written in site
        site = site.replace(written, instead)
    (folder / "Caddyfile").write_text(site)
    return ["run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def _wait(proxy: Proxy) -> None:
    end = time.monotonic() + START
    while proxy.process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError):
            proxy.connect().close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"It didn't start:\n{(proxy.folder / 'log').read_text()}")
