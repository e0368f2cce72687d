"""How fast kept pages are through nginx, beside nginx giving the same bytes as files: see bench/README.md."""

import argparse
import os
import pwd
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psutil

from bench.configured import configure
from bench.driving import Figures, drive, median, report
from bench.hits import PAGES, Page, fetch
from tests.deploy.running_nginx import BEHIND_NGINX, HOST, RunningNginx
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.running_demo import free_port

# As the deployed one has it, without what it does for pages.
FILES = """
user %(user)s;
worker_processes auto;
worker_rlimit_nofile 32768;
pid %(directory)s/files.pid;
error_log %(directory)s/files.log;
include /etc/nginx/modules-enabled/*.conf;
events { worker_connections 8192; }
http {
    include /etc/nginx/mime.types;
    access_log off;
    server_tokens off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 10000;
    open_file_cache max=20000 inactive=60s;
    charset utf-8;
    server {
        listen %(port)s;
        root %(root)s;
        location / {
            index index.html;
            brotli_static on;
            gzip_static on;
            gzip_vary on;
            %(headers)s
        }
    }
}
"""
OF_FILES = {"content-length", "content-encoding", "content-type", "etag", "last-modified", "vary"}


def write_files(root: Path, pages: dict[str, Page]) -> None:
    for path, (_headers, body) in pages.items():
        directory = root / path.strip("/")
        directory.mkdir(parents=True)
        # nginx looks for the page as it is before it looks for the compressed one.
        for name in ("index.html", "index.html.br"):
            (directory / name).write_bytes(body)


def serve_files(directory: Path, root: Path, headers: list[tuple[str, str]]) -> tuple[psutil.Popen, int]:
    port = free_port()
    values = {
        "directory": directory,
        "root": root,
        "port": port,
        "user": pwd.getpwuid(os.getuid()).pw_name,
        "headers": "\n".join(
            f'add_header {name} "{value.replace(chr(34), chr(92) + chr(34))}";' for name, value in headers
        ),
    }
    configuration = directory / "files.conf"
    configuration.write_text(FILES % values)
    words = ["nginx", "-c", str(configuration), "-g", "daemon off;"]
    return psutil.Popen(words, start_new_session=True), port


def main() -> None:
    configure()
    parser = argparse.ArgumentParser()
    # Which process of nginx gets a connection is luck: many of them, opened anew in many short rounds.
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--connections", type=int, default=64)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as ending:
        directory = Path(name)
        # Without TLS on either side: with it both would show how fast ciphers are.
        plainly = BEHIND_NGINX | {"PUBLIC_URL": f"http://{HOST}"}
        site = RunningSite(directory, workers=2, stories=2000, variables=plainly)
        ending.callback(site.stop)
        paths = site.story_addresses(PAGES)
        pages = fetch(site.port, paths, HOST)
        write_files(directory / "files", pages)
        nginx = RunningNginx(directory / "nginx", portal=site.port, static=directory, tls=False)
        ending.callback(nginx.stop)
        servers: dict[str, tuple[list[psutil.Process], int]] = {
            "pages through nginx": ([nginx.process, site.server], nginx.https)
        }
        own = [pair for pair in pages[paths[0]][0] if pair[0].lower() not in OF_FILES]
        for which, headers in {"files": [], "files, all headers": own}.items():
            made = directory / which.replace(", ", "-").replace(" ", "-")
            made.mkdir(exist_ok=True)
            process, port = serve_files(made, directory / "files", headers)
            ending.callback(process.wait, 20)
            ending.callback(process.terminate)
            servers[which] = [process], port
        figures: dict[str, list[Figures]] = {which: [] for which in servers}
        for number in range(asked.rounds + 1):
            for which, (processes, port) in servers.items():
                seconds = asked.seconds if number else 3
                found = drive(
                    port, paths, *processes, seconds=seconds, connections=asked.connections, host=HOST
                )
                # The first round warms up.
                figures[which] += [found] if number else []
    report({which: median(found) for which, found in figures.items()})


if __name__ == "__main__":
    main()
