"""The wheel carries templates, samples and fonts: a pack is built by the installed wheel alone."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, **options) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """An environment with the wheel installed, and its dependencies lent by the one that runs the
    tests.
    """
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    venv.create(folder / "env", with_pip=False)
    python = folder / "env/bin/python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    run(sys.executable, "-m", "zipfile", "-e", next(folder.glob("*.whl")), site)
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_a_pack_is_built_by_the_installed_wheel(installed, tmp_path):
    outside = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    where = run(
        installed, "-c", "import pfreport; print(pfreport.__file__)", cwd=tmp_path, env=outside
    )
    assert str(installed.parent.parent) in where
    run(
        installed, "-m", "pfreport", "init", "--sample", "portfolio.xlsx", cwd=tmp_path, env=outside
    )
    run(
        installed,
        "-m",
        "pfreport",
        "build",
        "portfolio.xlsx",
        "--only",
        "P-001",
        "-o",
        "out",
        cwd=tmp_path,
        env=outside,
    )
    assert (tmp_path / "out/projects/P-001.html").stat().st_size > 10_000
    assert (tmp_path / "out/projects/P-001.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_of_the_tests_is_shipped(installed):
    outside = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    site = Path(
        run(
            installed,
            "-c",
            "import pfreport, pathlib; print(pathlib.Path(pfreport.__file__).parent)",
            env=outside,
        ).strip()
    )
    assert {"templates", "samples", "fonts"} <= {path.name for path in site.iterdir()}
    assert not list(site.rglob("test_*"))
