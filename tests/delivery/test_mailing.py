"""What a built pack gives its mails to carry."""

import re

import pytest

from pfreport.delivery.mailing import read_mailing, read_view
from pfreport.delivery.pack import pack_at
from pfreport.errors import MissingFileError
from pfreport.pipeline import Request, build
from tests.packs import project, workbook

ASKS = {
    "email": "ann@example.org",
    "audience": "Portfolio",
    "show_money": True,
    "show_names": True,
    "active": True,
}


def enclosed(folder, form):
    rows = {"Projects": [project("P-1"), project("P-2")], "Recipients": [ASKS | {"format": form}]}
    mailing = read_mailing(pack_at(build(Request(workbook(folder, rows), folder / "out")).folder))
    (mail,) = mailing.mails
    return {
        file.name: file.content
        for file in read_view(mailing, mail).enclosures
        if file.role == "report"
    }


def test_pages_keep_the_names_they_link_to_each_other_by(tmp_path):
    pages = enclosed(tmp_path, "html")
    assert set(pages) == {"index.html", "P-1.html", "P-2.html"}
    linked = {
        name
        for page in pages.values()
        for name in re.findall(r'href="([^"#:]+\.html)', page.decode())
    }
    assert linked == set(pages)


def test_other_files_say_which_month_they_are_of(tmp_path):
    assert all(name.endswith("-2026-10.pdf") for name in enclosed(tmp_path, "pdf"))


def test_a_manifest_that_cannot_be_read_is_no_pack_without_mails(tmp_path):
    book = workbook(tmp_path, {"Projects": [project()], "Recipients": [ASKS]})
    pack = pack_at(build(Request(book, tmp_path / "out", formats=("html",))).folder)
    (pack.folder / "manifest.json").unlink()
    (pack.folder / "manifest.json").mkdir()
    with pytest.raises(MissingFileError, match=r"manifest\.json cannot be read: Is a directory"):
        read_mailing(pack)
