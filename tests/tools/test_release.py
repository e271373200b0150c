"""A version is one command; nothing is committed or tagged where something is amiss."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import pfreport

ROOT = Path(__file__).parents[2]
CHANGES = "# Changelog\n\n## Unreleased\n\n- Slides.\n\n## 1.2.3\n\nThe first.\n"
NOBODY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Nobody"), ("EMAIL", "nobody@example.org"))
}


class Checkout:
    """A repository with what a version is made in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = folder / "src/pfreport/__init__.py"
        self.changes = folder / "CHANGELOG.md"
        for path, text in (
            (self.number, '"""A."""\n\n__version__ = "1.2.3"\n'),
            (self.changes, CHANGES),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (folder / "tools").mkdir()
        shutil.copy(ROOT / "tools/release.py", folder / "tools")
        self.git("init", "-q")
        self.commit()

    def git(self, *arguments: str) -> str:
        outside = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        command = ["git", *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=outside | NOBODY,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "Work")

    def release(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, self.folder / "tools/release.py", *arguments]
        outside = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        return subprocess.run(
            command, env=outside | NOBODY, capture_output=True, text=True, check=False
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_a_version_is_numbered_headed_committed_and_tagged(checkout: Checkout) -> None:
    done = checkout.release("1.10.0")
    assert (done.returncode, done.stderr) == (0, "")
    assert "v1.10.0" in done.stdout
    assert checkout.number.read_text(encoding="utf-8") == '"""A."""\n\n__version__ = "1.10.0"\n'
    assert checkout.changes.read_text(encoding="utf-8") == CHANGES.replace("Unreleased", "1.10.0")
    assert checkout.git("log", "-1", "--format=%s") == "Version 1.10.0"
    assert checkout.git("rev-parse", "v1.10.0^{commit}") == checkout.git("rev-parse", "HEAD")
    assert checkout.git("status", "--porcelain") == ""


def test_an_entry_that_has_its_number_already_stays(checkout: Checkout) -> None:
    checkout.changes.write_text(CHANGES.replace("Unreleased", "1.3.0"), encoding="utf-8")
    checkout.commit()
    assert checkout.release("1.3.0").returncode == 0
    assert checkout.git("show", "--stat", "--format=", "HEAD").count("|") == 1


@pytest.mark.parametrize(
    "version", ["1.3", "v1.3.0", "1.3.0.1", "1.03.0", "1.3.0-rc1", "", "1.2.3\n"]
)
def test_what_is_no_version_is_refused(checkout: Checkout, version: str) -> None:
    refused(checkout, version, "a version is three numbers")


@pytest.mark.parametrize("version", ["1.2.3", "1.2.2", "1.1.9", "0.9.9"])
def test_a_version_that_is_not_later_is_refused(checkout: Checkout, version: str) -> None:
    refused(checkout, version, f"{version} is not later than 1.2.3")


@pytest.mark.parametrize(
    "changes", [CHANGES.replace("- Slides.\n\n", ""), "# Changelog\n\n## 1.2.3\n\nThe first.\n"]
)
def test_a_version_nobody_is_told_of_is_refused(checkout: Checkout, changes: str) -> None:
    checkout.changes.write_text(changes, encoding="utf-8")
    checkout.commit()
    refused(checkout, "1.3.0", "CHANGELOG.md says nothing under Unreleased or 1.3.0")


def test_changes_that_are_not_committed_are_refused(checkout: Checkout) -> None:
    (checkout.folder / "new.py").write_text("", encoding="utf-8")
    refused(checkout, "1.3.0", "there are changes that are not committed")


def test_a_tag_that_is_there_is_refused(checkout: Checkout) -> None:
    checkout.git("tag", "v1.3.0")
    refused(checkout, "1.3.0", "there is a tag v1.3.0 already")


def refused(checkout: Checkout, version: str, why: str) -> None:
    """Nothing is changed, and it says why."""
    head, status, tags = (
        checkout.git(*of) for of in (("rev-parse", "HEAD"), ("status", "--porcelain"), ("tag",))
    )
    done = checkout.release(version)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"No version is made: {why}")
    assert (
        checkout.git("rev-parse", "HEAD"),
        checkout.git("status", "--porcelain"),
        checkout.git("tag"),
    ) == (head, status, tags)


def test_the_package_tells_its_version_and_its_metadata_take_it_from_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == str(
        Path(pfreport.__file__).relative_to(ROOT)
    )
    assert f"## {pfreport.__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
