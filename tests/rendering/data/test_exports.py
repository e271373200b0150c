"""The JSON files of a pack: what they say stays the same however long lists are written down, and
fits the schema.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pfreport.pipeline import advised, find
from pfreport.rendering.data import shared
from pfreport.rendering.data.exports import inputs_json, measures_json
from pfreport.rendering.data.lines import lines
from pfreport.workbook.examine import examine
from tests.packs import workbook
from tests.varied import sheets

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "measures.schema.json").read_text(encoding="utf-8")
)
FEW = 3


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    return advised(find(examine(workbook(tmp_path_factory.mktemp("varied"), sheets(24)), {})))


@pytest.fixture(scope="module")
def plain(findings):
    return json.loads(measures_json(findings).content)


@pytest.fixture
def shortened(findings, monkeypatch):
    """The same file where lists of more than three are shared."""
    monkeypatch.setattr(shared, "MOST_LISTED", FEW)
    return json.loads(measures_json(findings).content)


def test_the_file_fits_its_schema_with_long_lists_and_without(plain, shortened):
    for content in (plain, shortened):
        Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
            content
        )
    assert "sets" not in plain
    assert len(shortened["sets"]) > 10


def test_long_lists_stand_once_and_say_the_same(plain, shortened):
    sets, long = shortened["sets"], dict(wider(plain))
    wide = {path: figure for path, figure in wider(shortened) if "from" in figure}
    assert all(len(figure["from"]) <= 10 * FEW for figure in wide.values())
    assert sum("{" in source for figure in wide.values() for source in figure["from"]) > len(sets)
    for path, figure in wide.items():
        figure["from"] = sorted(
            source for text in figure["from"] for source in expanded(text, sets)
        )
        figure["inputs"] = {
            name: value for pair in figure["inputs"].items() for name, value in unfolded(pair, sets)
        }
        assert (path, figure) == (path, long[path])


def test_a_figure_stands_on_one_line_and_reads_as_before(findings, plain):
    text = measures_json(findings).content.decode()
    assert text.startswith('{\n "advice":')
    assert text.endswith("}\n")
    for path, figure in wider(plain):
        assert (
            text.count(
                f'\n{"  " if path[0] == "portfolio" else "   "}"{path[-1]}": '
                f"{json.dumps(figure, sort_keys=True)}"
            )
            >= 1
        )
    rows = inputs_json(findings).content.decode().splitlines()
    assert sum('"project_id"' in row for row in rows) == sum(
        row.count('"project_id"') for row in rows
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({}, "{}\n"),
        ({"a": {}, "b": []}, '{"a": {}, "b": []}\n'),
        ({"b": 1, "a": {"c": "é"}}, '{"a": {"c": "é"}, "b": 1}\n'),
        (
            {"all": {"a": {"x": 1}, "b": {"y": [2]}}},
            '{\n "all": {\n  "a": {"x": 1},\n  "b": {"y": [2]}\n }\n}\n',
        ),
        ([{"x": 1}, {"x": 2, "y": {"z": 3}}], '[\n {"x": 1},\n {"x": 2, "y": {"z": 3}}\n]\n'),
    ],
)
def test_what_is_small_stands_on_one_line(value, written):
    assert lines(value).decode() == written
    assert json.loads(written) == value


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        lines({"a": float("nan")})


def wider(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every figure that is wider than a project, with its place."""
    yield from ((("portfolio", key), figure) for key, figure in content["portfolio"].items())
    for part in ("programmes", "goals"):
        yield from (
            ((part, name, key), figure)
            for name, of in content[part].items()
            for key, figure in of.items()
        )


def expanded(text: str, sets: Mapping[str, Any]) -> list[str]:
    before, _, rest = text.partition("{")
    number, _, behind = rest.partition("}")
    return [f"{before}{one}{behind}" for one in sets[number]] if rest else [text]


def unfolded(pair: tuple[str, Any], sets: Mapping[str, Any]) -> list[tuple[str, Any]]:
    name, value = pair
    if not name.startswith("{"):
        return [pair]
    values = sets[name.strip("{}")]
    assert value == len(values)
    return list(values.items())


def test_one_project_alone_is_written_as_it_is_among_the_others(findings, plain):
    key = min(plain["projects"])
    (project,) = json.loads(measures_json(findings, key).content)["projects"].values()
    assert project["name"] == plain["projects"][key]["name"]
    values = [
        {name: figure["value"] for name, figure in one["measures"].items()}
        for one in (project, plain["projects"][key])
    ]
    assert values[0] == values[1]


def test_what_is_still_to_be_made_is_made_however_little_stands_beside_it():
    assert json.loads(lines({"name": "x", "of": {"one": lambda: {"a": 1}}})) == {
        "name": "x",
        "of": {"one": {"a": 1}},
    }
    assert json.loads(lines({"name": "x", "list": [lambda: {"a": {"b": 1}}]})) == {
        "name": "x",
        "list": [{"a": {"b": 1}}],
    }
