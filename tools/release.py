"""Makes a version: its number in the package, its heading in CHANGELOG.md, a commit and a tag.

Run it as `make release VERSION=x.y.z`. What is pushed, and where, is for whoever runs it to say.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NUMBER = ROOT / "src" / "pfreport" / "__init__.py"
CHANGES = ROOT / "CHANGELOG.md"
ASSIGNED = re.compile(r'^__version__ = "(.*)"$', re.MULTILINE)


class Refused(Exception):  # noqa: N818 - it is raised to say so, not for a mistake of the program
    """Why no version is made."""


def main() -> int:
    """Makes the version named on the command line."""
    try:
        released = release(sys.argv[1] if len(sys.argv) == 2 else "")
    except Refused as why:
        print(f"No version is made: {why}.", file=sys.stderr)
        return 1
    print(f"{released} is committed and tagged. To publish it: git push --follow-tags")
    return 0


def release(version: str) -> str:
    """Commits and tags a version, and says its tag."""
    text = NUMBER.read_text(encoding="utf-8")
    check_number(version, ASSIGNED.findall(text)[0])
    tag = f"v{version}"
    if git("status", "--porcelain"):
        raise Refused("there are changes that are not committed")
    if git("tag", "--list", tag):
        raise Refused(f"there is a tag {tag} already")
    changes = headed(CHANGES.read_text(encoding="utf-8"), version)
    NUMBER.write_text(ASSIGNED.sub(f'__version__ = "{version}"', text), encoding="utf-8")
    CHANGES.write_text(changes, encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", f"Version {version}")
    git("tag", "--annotate", tag, "--message", f"pfreport {version}")
    return tag


def check_number(version: str, before: str) -> None:
    """Refuses what is no version, and what is not later than the one before."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        raise Refused(f"a version is three numbers, as in VERSION=1.2.3, not {version!r}")
    if parts(version) <= parts(before):
        raise Refused(f"{version} is not later than {before}")


def parts(version: str) -> list[int]:
    """Its three numbers."""
    return [int(part) for part in version.split(".")]


def headed(changes: str, version: str) -> str:
    """The changelog with what is under "Unreleased" under the version; there must be something."""
    changes = re.sub(r"^## Unreleased$", f"## {version}", changes, flags=re.MULTILINE)
    entries = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", changes, re.MULTILINE))
    if not entries.get(version, "").strip():
        raise Refused(f"CHANGELOG.md says nothing under Unreleased or {version}")
    return changes


def git(*arguments: str) -> str:
    """What git says; refused where it fails."""
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
