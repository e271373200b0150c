from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from pfreport.rendering.formats.pdf import Pdf
from pfreport.rendering.pdf.contents import Part, render_pack
from pfreport.rendering.pdf.join import join_pack, without_others
from pfreport.settings import Theme
from tests.rendering import reports
from tests.rendering.reports import render_pdf

pytestmark = pytest.mark.skipif(
    Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}"
)


@pytest.fixture(scope="module")
def parts():
    return [
        ("executive.pdf", render_pdf(reports.executive(), Theme(), "executive.pdf").content),
        (
            "projects/P-003.pdf",
            render_pdf(reports.project("P-003", "Mobile payments"), Theme(), "x.pdf").content,
        ),
        ("projects/P-007.pdf", render_pdf(reports.project(), Theme(), "x.pdf").content),
    ]


@pytest.fixture(scope="module")
def joined(parts):
    return join_pack(parts, None, "Pack & all")


def lengths(parts) -> list[int]:
    return [len(pikepdf.open(io.BytesIO(content)).pages) for _, content in parts]


def elements(node):
    yield node
    for kid in node.get("/K", ()) if isinstance(node.get("/K"), pikepdf.Array) else ():
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def test_the_same_parts_give_the_same_bytes(parts, joined):
    assert join_pack(parts, None, "Pack & all") == joined


def test_every_page_is_there_with_its_text(parts, joined):
    pages = pypdfium2.PdfDocument(joined)
    expected = [
        page.get_textpage().get_text_range()
        for _, content in parts
        for page in pypdfium2.PdfDocument(content)
    ]
    assert [page.get_textpage().get_text_range() for page in pages] == expected


def test_the_tag_tree_holds_every_part_and_points_at_its_pages(parts, joined):
    with pikepdf.open(io.BytesIO(joined)) as pack:
        document = pack.Root.StructTreeRoot.K[0]
        assert document.S == "/Document"
        assert [str(part.S) for part in document.K] == ["/Part"] * 3
        pages = {page.objgen: i for i, page in enumerate(pack.pages)}
        starts = [sum(lengths(parts)[:i]) for i in range(4)]
        for i, part in enumerate(document.K):
            at = {pages[element.Pg.objgen] for element in elements(part) if "/Pg" in element}
            assert at == set(range(starts[i], starts[i + 1]))


def test_no_tag_is_lost(parts, joined):
    def count(content):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return sum(1 for _ in elements(pdf.Root.StructTreeRoot.K[0]))

    assert count(joined) == sum(count(content) for _, content in parts) + 1


def test_every_page_and_link_finds_its_tags_in_the_parent_tree(joined):
    with pikepdf.open(io.BytesIO(joined)) as pack:
        numbers = list(pack.Root.StructTreeRoot.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(set(keys))
        assert int(pack.Root.StructTreeRoot.ParentTreeNextKey) == keys[-1] + 1
        found = dict(zip(keys, numbers[1::2], strict=True))
        for page in pack.pages:
            assert isinstance(found[int(page.obj.StructParents)], pikepdf.Array)
            for element in found[int(page.obj.StructParents)]:
                assert element.Pg.objgen == page.objgen
            for annotation in page.obj.get("/Annots", ()):
                reference = next(
                    kid
                    for kid in found[int(annotation.StructParent)].K
                    if isinstance(kid, pikepdf.Dictionary)
                )
                assert reference.Obj.objgen == annotation.objgen


def test_ids_of_heads_stay_unique_and_are_found(joined):
    with pikepdf.open(io.BytesIO(joined)) as pack:
        found = [
            str(element.ID)
            for element in elements(pack.Root.StructTreeRoot.K[0])
            if "/ID" in element
        ]
        names = [str(name) for name in list(pack.Root.StructTreeRoot.IDTree.Names)[::2]]
        assert len(found) == len(set(found)) > 0
        assert sorted(found) == names == sorted(names)


def test_the_outline_leads_to_the_pages_of_each_part(parts, joined):
    with pikepdf.open(io.BytesIO(joined)) as pack, pack.open_outline() as outline:
        pages = {page.objgen: i for i, page in enumerate(pack.pages)}
        starts = [sum(lengths(parts)[:i]) for i in range(3)]
        assert [pages[item.destination[0].objgen] for item in outline.root] == starts
        assert [child.title for child in outline.root[2].children] == [
            "Lights",
            "Cost and progress",
            "Work and help",
        ]


def test_links_between_reports_become_jumps(parts, joined):
    with pikepdf.open(io.BytesIO(joined)) as pack:
        start = lengths(parts)[0]
        jumps = [
            a.Dest[0].objgen
            for page in pack.pages
            for a in page.obj.get("/Annots", ())
            if isinstance(a.get("/Dest"), pikepdf.Array)
        ]
        assert pack.pages[start].objgen in jumps
        assert pack.pages[start + lengths(parts)[1]].objgen in jumps
        assert not [a for page in pack.pages for a in page.obj.get("/Annots", ()) if "/A" in a]


def test_named_destinations_are_carried_over_under_their_part(parts, joined):
    with pikepdf.open(io.BytesIO(joined)) as pack:
        pairs = list(pack.Root.Names.Dests.Names)
        places = {
            str(name): where[0].objgen for name, where in zip(pairs[::2], pairs[1::2], strict=True)
        }
        assert list(places) == sorted(places)
        assert places["projects/P-007.pdf#lights"] == pack.pages[sum(lengths(parts)[:2])].objgen
        assert places["projects/P-003.pdf#lights"] == pack.pages[lengths(parts)[0]].objgen
        named = [
            str(a.Dest)
            for page in pack.pages
            for a in page.obj.get("/Annots", ())
            if isinstance(a.get("/Dest"), pikepdf.String)
        ]
        assert named
        assert set(named) <= set(places)


def test_metadata_attachments_and_profile_are_the_first_parts_under_the_packs_title(joined):
    with pikepdf.open(io.BytesIO(joined)) as pack:
        assert str(pack.docinfo.Title) == "Pack & all"
        xmp = pack.Root.Metadata.read_bytes().decode()
        assert ">Pack &amp; all<" in xmp
        assert "pdfuaid:part" in xmp
        assert pack.Root.Lang == "en"
        assert pack.Root.MarkInfo.Marked
        assert list(pack.attachments) == ["workbook.sha256"]
        assert len(pack.Root.AF) == len(pack.Root.OutputIntents) == 1


def test_the_joined_file_is_sound(joined):
    with pikepdf.open(io.BytesIO(joined)) as pack:
        assert pack.check_pdf_syntax() == []


def test_a_pack_begins_with_contents_that_lead_to_every_report(parts):
    named = [Part(name, f"Report {name}", content) for name, content in parts]
    pack = render_pack(named, reports.ABOUT, Theme())
    assert pack == render_pack(named, reports.ABOUT, Theme())
    text = pypdfium2.PdfDocument(pack)[0].get_textpage().get_text_range()
    starts = [2 + sum(lengths(parts)[:i]) for i in range(3)]
    for (name, _), page in zip(parts, starts, strict=True):
        assert f"Report {name}" in text
        assert str(page) in text
    with pikepdf.open(io.BytesIO(pack)) as opened:
        jumps = [annotation.Dest[0].objgen for annotation in opened.pages[0].obj.Annots]
        assert set(jumps) == {opened.pages[page - 1].objgen for page in starts}


def test_contents_of_many_reports_count_their_own_pages(parts):
    named = [Part(f"projects/P-{i:03}.pdf", f"P-{i:03}", parts[2][1]) for i in range(60)]
    content = render_pack(named, reports.ABOUT, Theme())
    pages = lengths([("", content)])[0]
    own = pages - 60 * lengths(parts)[2]
    assert own == 2
    assert str(own + 1) in pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range().split()


def test_one_report_by_itself_keeps_everything_but_the_links_to_others(parts):
    name, content = parts[0]
    single = without_others(name, content)
    assert single == without_others(name, content)
    with pikepdf.open(io.BytesIO(content)) as before, pikepdf.open(io.BytesIO(single)) as after:
        addresses, left = (
            [
                str(one.A.URI)
                for page in opened.pages
                for one in page.obj.get("/Annots", ())
                if "/A" in one
            ]
            for opened in (before, after)
        )
        assert any(address.endswith(".pdf") for address in addresses)
        assert [address for address in addresses if ":" in address] == left
        assert str(after.docinfo.Title) == str(before.docinfo.Title)
        assert "/StructTreeRoot" in after.Root
        assert list(after.attachments) == list(before.attachments)
        assert after.check_pdf_syntax() == []
