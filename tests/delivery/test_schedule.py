import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pfreport.delivery.schedule import Schedule, crontab_line, known_zone, read_time, systemd_units
from pfreport.errors import UsageError

PROGRAM = "/usr/bin/true"


def monthly(*command, zone=None):
    return Schedule(1, 7, 5, zone, command or (PROGRAM, "run", "/srv/pmo/portfolio.xlsx"))


def test_a_line_says_when_and_what():
    assert (
        crontab_line(monthly(), "Etc/UTC") == "5 7 1 * * /usr/bin/true run /srv/pmo/portfolio.xlsx"
    )


def test_blanks_quotes_and_per_cents_of_a_path_come_to_the_program_as_they_are():
    path = "/srv/p m'o/50 % done.xlsx"
    line = crontab_line(monthly(PROGRAM, "run", path), None)
    assert r"\%" in line
    assert shlex.split(line.replace(r"\%", "%"))[5:] == [PROGRAM, "run", path]


@pytest.mark.parametrize(
    "path", ["/srv/a\n* * * * * rm x/b.xlsx", "/srv/a\rb.xlsx", "/srv/\x1bb.xlsx"]
)
def test_a_path_that_would_begin_a_line_of_its_own_is_refused(path):
    for made in (
        lambda: crontab_line(monthly(PROGRAM, "run", path), None),
        lambda: systemd_units(monthly(PROGRAM, path), Path(path)),
    ):
        with pytest.raises(UsageError, match="no schedule can carry"):
            made()


def test_a_crontab_carries_the_zone_of_the_machine_by_any_of_its_names():
    assert crontab_line(monthly(zone="UTC"), "Etc/UTC") == crontab_line(monthly(), "Etc/UTC")
    with pytest.raises(UsageError, match="cannot carry Europe/Berlin"):
        crontab_line(monthly(zone="Europe/Berlin"), "Etc/UTC")
    with pytest.raises(UsageError, match="cannot carry Europe/Berlin"):
        crontab_line(monthly(zone="Europe/Berlin"), None)


@pytest.mark.parametrize(
    ("text", "time"), [("07:00", (7, 0)), ("7:05", (7, 5)), ("23:59", (23, 59))]
)
def test_times(text, time):
    assert read_time(text) == time


@pytest.mark.parametrize("text", ["24:00", "7", "07:60", "seven", ""])
def test_other_times_are_refused(text):
    with pytest.raises(UsageError, match="no time of day"):
        read_time(text)


@pytest.mark.parametrize("text", ["Mars/Base", "../etc/passwd", ""])
def test_other_zones_are_refused(text):
    with pytest.raises(UsageError, match="no time zone"):
        known_zone(text)


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not here to read the units"
)
def test_systemd_reads_the_units(tmp_path):
    units = systemd_units(
        monthly(PROGRAM, "run", '/srv/p m"o/50 % $done.xlsx', zone="Europe/Berlin"),
        Path("/srv/50 % $done.xlsx"),
    )
    for name, text in units.items():
        (tmp_path / name).write_text(text)
    for name in units:
        done = subprocess.run(
            ["systemd-analyze", "verify", tmp_path / name],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
