"""The files of the project, with or without git."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def ignored_names() -> set[str]:
    """What .gitignore leaves out; it names directories and files without paths, and suffixes."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return {line.rstrip("/") for line in lines if line and not line.startswith("#")} | {".git"}


def project_files(pattern: str = "*") -> Iterator[Path]:
    """All files that belong to the project and match the pattern."""
    ignored = ignored_names()

    def is_ignored(path: Path) -> bool:
        return path.name in ignored or f"*{path.suffix}" in ignored

    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if is_ignored(path) or path.is_symlink():
                continue
            if path.is_dir():
                waiting.append(path)
            elif path.match(pattern):
                yield path
