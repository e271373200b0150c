"""A folder of .csv files is a workbook: one sheet a file."""

import pytest
from typer.testing import CliRunner

from pfreport.cli.app import app
from pfreport.errors import ConfigurationError, MissingFileError, UsageError, WorkbookError
from pfreport.workbook.annotated.annotate import annotate
from pfreport.workbook.examine import examine
from pfreport.workbook.file.csv_folder import likely_encoding
from pfreport.workbook.file.source import read_workbook

SETTINGS = "Key,Value\nstatus_date,2026-10-31\nportfolio_name,Two projects\n"
PROJECTS = "Project ID;Name;Phase;Status;Manager;Baseline start;Baseline finish;Budget\n"


def folder(path, **files):
    path.mkdir()
    for name, content in files.items():
        (path / f"{name}.csv").write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
    return path


def test_a_folder_is_read_as_a_workbook(tmp_path):
    projects = (
        PROJECTS
        + '007;"Harbour;\nnew";Execution;Active;Ann;2026-08-01;2026-12-31;1000,5\n1.10;Bridge;Planning;Approved;Bob;;;500\n'
    )
    examined = examine(
        folder(tmp_path / "ours", Settings=SETTINGS, Projects="\ufeff" + projects), {}
    )
    assert [f.code for f in examined.faults] == ["PF224", "PF224"]
    assert examined.portfolio is not None
    read = [
        (p.project_id, p.name, p.budget, p.at("budget").address)
        for p in examined.portfolio.projects
    ]
    assert read == [
        ("1.10", "Bridge", 500.0, "Projects!H3"),
        ("007", "Harbour; new", 1000.5, "Projects!H2"),
    ]
    assert examined.source.name == "ours"
    with pytest.raises(UsageError, match="ours"):
        annotate(tmp_path / "ours", examined.source.sha256, (), tmp_path / "c.xlsx")


def test_a_mapping_may_stand_in_the_folder(tmp_path):
    ours = folder(tmp_path / "ours", list="No\tWhat\tCost\nA1\tHarbour\t5\n")
    (ours / "pfreport.toml").write_text(
        "[settings]\nstatus_date = 2026-10-31\nportfolio_name = "
        '"x"\n[sheets.Projects.columns]\n"Project ID" = "No"\n"Name" = "What"\n'
        '"Budget" = "Cost"\n[sheets.Projects.constants]\n"Status" = "Active"\n'
    )
    examined = examine(ours, {})
    assert examined.portfolio is not None
    assert [
        (p.project_id, p.budget, p.at("budget").address) for p in examined.portfolio.projects
    ] == [("A1", 5.0, "list!C2")]


def test_a_number_with_two_readings_stays_an_error(tmp_path):
    projects = PROJECTS + "A1;Harbour;Execution;Active;Ann;2026-08-01;03/04/26;1.200\n"
    found = examine(folder(tmp_path / "ours", Settings=SETTINGS, Projects=projects), {}).faults
    assert [(f.code, f.origin.address) for f in found if f.severity == "error"] == [
        ("PF208", "Projects!G2"),
        ("PF204", "Projects!H2"),
    ]


def test_the_digest_tells_contents_apart(tmp_path):
    one = read_workbook(folder(tmp_path / "a", x="a,b", y="c"))
    other = read_workbook(folder(tmp_path / "b", x="a,b", y="d"))
    again = read_workbook(folder(tmp_path / "c", x="a,b", y="c"))
    assert one.sha256 == again.sha256 != other.sha256


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("sep=|\na|b,c\n", [["", ""], ["a", "b,c"]]),
        ("a\n1,5\n", [["a", ""], ["1", "5"]]),
        ("a;b\n1,5;2\n".encode("utf-16"), [["a", "b"], ["1,5", "2"]]),
        ('"a ""quoted"" one",b', [['a "quoted" one', "b"]]),
        ("", []),
    ],
)
def test_delimiters_and_encodings(tmp_path, content, rows):
    assert read_workbook(folder(tmp_path / "a", x=content)).sheets["x"].rows == rows


GERMAN = (
    "Projekt-Nr.;Projektname;Status;Budget (T€)\r\n1;Gebäude;in "
    "Umsetzung;1.234,50\r\n2;Straße;geplant;7,25\r\n"
).encode("cp1252")


def test_what_is_not_in_utf_8_is_guessed_by_init_and_stated_with_words_to_look_at(tmp_path):
    ours = folder(tmp_path / "ours", Projekte=GERMAN, other="Größe in UTF-8")
    done = CliRunner().invoke(app, ["init", "--from", str(ours)])
    assert done.exit_code == 0
    written = (tmp_path / "pfreport.toml").read_text()
    assert (
        'encoding = "windows-1252"  # likely; it is so if these are spelled right: "(T€)", '
        '"Gebäude", "Straße"' in written
    )
    (tmp_path / "pfreport.toml").write_text(written.replace("# status_date", "status_date"))
    examined = examine(ours, {})
    assert examined.portfolio is not None
    assert [(p.name, p.budget) for p in examined.portfolio.projects] == [
        ("Gebäude", 1_234_500.0),
        ("Straße", 7_250.0),
    ]
    assert examined.portfolio.settings.base_currency == "EUR"


@pytest.mark.parametrize(
    "content",
    [
        "größe",
        b"a\x81b",
        ("מספר;שם;Budget\n" + "1;סכר;Total\n" * 9).encode("cp1255"),
        "Номер;Проект".encode("cp1251"),
        "Mo\u017cliwo\u015b\u0107;przełom".encode("cp1250"),
    ],
    ids=["UTF-8", "no text", "Hebrew", "Russian", "Polish"],
)
def test_no_encoding_is_guessed_where_the_words_would_be_nonsense(tmp_path, content):
    assert likely_encoding(folder(tmp_path / "a", x=content)) is None


@pytest.mark.parametrize(
    ("stated", "error", "message"),
    [
        ("klingon", ConfigurationError, "no encoding of text"),
        ("hex", ConfigurationError, "no encoding"),
        ("ascii", WorkbookError, "neither in UTF-8 nor"),
    ],
)
def test_an_encoding_that_cannot_be_meant_is_refused(tmp_path, stated, error, message):
    (tmp_path / "pfreport.toml").write_text(f'[csv]\nencoding = "{stated}"\n')
    with pytest.raises(error, match=message):
        examine(folder(tmp_path / "ours", x=GERMAN), {})


@pytest.mark.parametrize(
    ("files", "error", "message", "hint"),
    [
        ({}, MissingFileError, "without .csv files", "a .csv file a sheet"),
        (
            {"x": "größe".encode("cp1252")},
            WorkbookError,
            "x.csv is not written in UTF-8",
            "CSV UTF-8",
        ),
        ({"x": b"a\0b"}, WorkbookError, "x.csv is no text file", "the workbook it came from"),
        ({"x": "a," * 300}, WorkbookError, "200 columns", "copy its data"),
        ({"x": "a" * 200_000}, WorkbookError, "x.csv cannot be read", "CSV UTF-8"),
        ({"x": "a", "X": "b"}, WorkbookError, "two files of one name", "rename"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_a_hint(tmp_path, files, error, message, hint):
    with pytest.raises(error, match=message) as refused:
        read_workbook(folder(tmp_path / "a", **files))
    assert hint in refused.value.hint
