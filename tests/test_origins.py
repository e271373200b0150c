import pytest

from pfreport.origins import Origin, column_letters, place, ranges


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_have_letters(number, letters):
    assert column_letters(number) == letters


@pytest.mark.parametrize(
    ("origin", "address"),
    [
        (Origin("Projects", 7, 3), "Projects!C7"),
        (Origin("Benefit periods", 2, 1), "'Benefit periods'!A2"),
        (Origin("It's", 2, 1), "'It''s'!A2"),
        (Origin("Projects", 7, 0), "Projects!7"),
        (Origin("Projects", 0, 0), "Projects"),
        (Origin("pfreport.toml", 12, 0), "pfreport.toml:12"),
    ],
)
def test_places_are_written_as_spreadsheets_write_them(origin, address):
    assert origin.address == address


def test_neighbours_of_a_column_are_joined():
    cells = [Origin("Periods", row, column) for column in (4, 6) for row in (7, 5, 6, 9)]
    assert ranges(cells) == ("Periods!D5:D7", "Periods!D9", "Periods!F5:F7", "Periods!F9")
    assert ranges(cells * 2) == ranges(reversed(cells))
    assert ranges([]) == ()


def test_sheets_and_single_cells_stay_apart():
    assert ranges([Origin("B", 1, 1), Origin("A", 1, 1), Origin("A", 1, 2)]) == (
        "A!A1",
        "A!B1",
        "B!A1",
    )


OF_SEVERAL = (
    (Origin("Projects", 7, 11, "water/portfolio.xlsx"), "water/portfolio.xlsx!Projects!K7"),
    (Origin("Projects", 7, 0, "water/portfolio.xlsx"), "water/portfolio.xlsx!Projects!7"),
    (Origin("Projects", 0, 0, "water/portfolio.xlsx"), "water/portfolio.xlsx!Projects"),
    (Origin("Benefit periods", 2, 1, "roads"), "roads!'Benefit periods'!A2"),
    (Origin("It's", 2, 1, "O'Hara!/p.xlsx"), "'O''Hara!/p.xlsx'!'It''s'!A2"),
    (Origin("pfreport.toml", 12, 0, "water"), "water!pfreport.toml:12"),
)


@pytest.mark.parametrize(("origin", "address"), OF_SEVERAL)
def test_of_several_files_the_one_is_named(origin, address):
    assert origin.address == address
    assert place(address) == origin


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("Projects!C7", Origin("Projects", 7, 3)),
        ("'Benefit periods'!A2", Origin("Benefit periods", 2, 1)),
        ("'It''s'!A2", Origin("It's", 2, 1)),
        ("Projects!7", Origin("Projects", 7, 0)),
        ("Projects", Origin("Projects", 0, 0)),
        ("'Benefit periods'", Origin("Benefit periods", 0, 0)),
        ("pfreport.toml:12", Origin("pfreport.toml", 12, 0)),
    ],
)
def test_an_address_is_read_back_as_the_place_it_names(address, origin):
    assert place(address) == origin


def test_cells_of_two_files_are_not_joined():
    cells = [Origin("Periods", row, 4, file) for file in ("b.xlsx", "a.xlsx") for row in (5, 6)]
    assert ranges(cells) == ("a.xlsx!Periods!D5:D6", "b.xlsx!Periods!D5:D6")
