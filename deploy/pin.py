"""Pin every package exactly: `uv run deploy/pin.py` (`--upgrade`: the newest that fit the direct pins).

The direct ones are pinned by hand in pyproject.toml. What those need is written from here: for developers and
CI into `[tool.uv] constraint-dependencies`, for production with hashes into deploy/requirements.txt. The lock
file of uv itself is not kept, because it records from which address each file came.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
REQUIREMENTS = ROOT / "deploy" / "requirements.txt"
CONSTRAINTS = re.compile(r"^constraint-dependencies = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
EXPORT = ("export", "--quiet", "--no-emit-project", "--no-annotate", "--no-header")


def main(arguments: list[str]) -> None:
    text = PROJECT.read_text(encoding="utf-8")
    empty = CONSTRAINTS.sub("constraint-dependencies = [\n]\n", text)
    with tempfile.TemporaryDirectory() as directory:
        project = Path(directory, PROJECT.name)
        project.write_text(empty if "--upgrade" in arguments else text, encoding="utf-8")
        listed = _uv(directory, *EXPORT, "--all-groups", "--no-hashes")
        for_production = _uv(directory, *EXPORT, "--no-dev")
    direct = _direct(text)
    pins = [line.split(";")[0].strip() for line in listed.splitlines()]
    lines = "".join(f'    "{pin}",\n' for pin in sorted(pins) if pin.split("==")[0] not in direct)
    PROJECT.write_text(CONSTRAINTS.sub(f"constraint-dependencies = [\n{lines}]\n", text), encoding="utf-8")
    REQUIREMENTS.write_text(for_production, encoding="utf-8")


def _uv(directory: str, *arguments: str) -> str:
    command = ["uv", "--directory", directory, *arguments]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout  # noqa: S603


def _direct(text: str) -> set[str]:
    project = tomllib.loads(text)
    groups = project["dependency-groups"].values()
    named = [*project["project"]["dependencies"], *(line for group in groups for line in group)]
    return {re.split(r"[\[=]", line)[0] for line in named}


if __name__ == "__main__":
    main(sys.argv[1:])
