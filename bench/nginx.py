"""How fast kept pages are through nginx, beside nginx giving the same bytes as files: see bench/README.md."""

import argparse
import os
import pwd
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psutil

from bench.hits import PAGES, SCRIPT, Figures, Page, fetch, measure, median, report
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
WITH_HOST = SCRIPT.replace('["Accept-Encoding"]', f'["Host"] = "{HOST}", ["Accept-Encoding"]')


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
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsportal.settings",
        "NEWSPORTAL_MODE": "test",
        "SECRET_KEY": "only-for-the-bench",
    }
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
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
        listed, script = directory / "paths.txt", directory / "wrk.lua"
        listed.write_text("\n".join(paths))
        script.write_text(WITH_HOST % listed)
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
        for processes, port in servers.values():
            measure(processes, port, script, 3, asked.connections)
        for _round in range(asked.rounds):
            for which, (processes, port) in servers.items():
                figures[which].append(measure(processes, port, script, asked.seconds, asked.connections))
    medians = {which: median(found) for which, found in figures.items()}
    report(medians)
    ours = medians["pages through nginx"]
    for which, theirs in list(medians.items())[1:]:
        ratio, by_cpu = ours.per_second / theirs.per_second, theirs.cpu / ours.cpu
        print(f"ratio to {which}: requests/s {ratio:.2f}, by cpu {by_cpu:.2f}")


if __name__ == "__main__":
    main()
