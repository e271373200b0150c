import os
import stat
import tempfile
from pathlib import Path

import pytest

from pfreport.delivery import pack
from pfreport.delivery.folder import make_folder
from pfreport.errors import CannotWriteError

STRANGER = 54_321


def modes(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_anybody_may_write_to_is_refused_and_left_alone(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(0o777)
    with pytest.raises(CannotWriteError, match=r"anybody may write to .*out"), pack.locked(out):
        pass
    out.chmod(0o775)
    with pack.locked(out):
        assert (out / ".packs").is_dir()


def test_folders_made_here_are_not_open_to_all_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        with pack.locked(tmp_path / "out"):
            pass
    finally:
        os.umask(before)
    assert (modes(tmp_path / "out"), modes(tmp_path / "out" / ".packs")) == (0o775, 0o775)


def test_a_file_system_without_permissions_is_not_taken_for_an_open_folder(tmp_path):
    for folder in (tmp_path / "out", tmp_path / "out" / ".packs"):
        make_folder(folder)
        folder.chmod(0o777)
    with pack.locked(tmp_path / "out"):
        pass


@pytest.fixture
def open_folder():
    """A folder that other users can look into, as those of tmp_path cannot."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_of_another_user_is_refused(open_folder):
    out = open_folder / "out"
    out.mkdir()
    out.chmod(0o775)
    os.chown(out, STRANGER + 1, STRANGER)
    os.setegid(STRANGER)
    os.seteuid(STRANGER)
    try:
        with pytest.raises(CannotWriteError, match="belongs to another user"), pack.locked(out):
            pass
    finally:
        os.seteuid(0)
        os.setegid(0)
