"""Lines that make a machine run pfreport every month: for crontab, or as a systemd timer and
service. Nothing is installed here.
"""

from __future__ import annotations

import re
import shlex
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pfreport.artefact import file_name
from pfreport.errors import UsageError


@dataclass(frozen=True, slots=True)
class Schedule:
    """When in the month, in which zone (None: the machine's), and the whole command with absolute
    paths.
    """

    day: int
    hour: int
    minute: int
    zone: str | None
    command: Sequence[str]


def read_time(text: str) -> tuple[int, int]:
    """Hour and minute of `07:00`; UsageError for anything else."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text)
    if found is None:
        raise UsageError(f"--at {text!r} is no time of day", "write it as 07:00")
    return int(found[1]), int(found[2])


def known_zone(text: str) -> str:
    """A time zone's name as the system knows it; UsageError for another."""
    try:
        zoneinfo.ZoneInfo(text)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise UsageError(f"--zone {text!r} is no time zone", "write it as Europe/Berlin") from error
    return text


def machine_zone(localtime: Path = Path("/etc/localtime")) -> str | None:
    """The name of the machine's own zone, where it can be told."""
    _, inside, name = str(localtime.resolve()).partition("/zoneinfo/")
    return name if inside else None


def crontab_line(schedule: Schedule, machine: str | None) -> str:
    """The line. UsageError for a zone that is not the machine's: a crontab has no other."""
    _refuse_control(schedule.command)
    if schedule.zone is not None and not _same_zone(schedule.zone, machine):
        raise UsageError(
            f"a crontab runs by the machine's zone ({machine or 'unknown'}) and cannot carry "
            f"{schedule.zone}",
            "leave out --zone and give the time of the machine, or use --systemd",
        )
    command = shlex.join(schedule.command).replace("%", r"\%")
    return f"{schedule.minute} {schedule.hour} {schedule.day} * * {command}"


def systemd_units(schedule: Schedule, workbook: Path) -> dict[str, str]:
    """The timer and the service, by file name."""
    _refuse_control(schedule.command)
    name = f"pfreport-{file_name(workbook.stem)}"
    zone = f" {schedule.zone}" if schedule.zone else ""
    what = f"Monthly reports of {workbook.name}".replace("%", "%%")
    service = f"""[Unit]
Description={what}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={" ".join(_quoted(word) for word in schedule.command)}
"""
    timer = f"""[Unit]
Description={what}

[Timer]
OnCalendar=*-*-{schedule.day:02d} {schedule.hour:02d}:{schedule.minute:02d}:00{zone}
Persistent=true

[Install]
WantedBy=timers.target
"""
    return {f"{name}.service": service, f"{name}.timer": timer}


def _refuse_control(words: Sequence[str]) -> None:
    """A line break in a path would begin a line of its own, which runs whatever it says."""
    for word in words:
        if not word.isprintable():
            raise UsageError(
                f"{word!r} holds a character that no schedule can carry",
                "rename the file or its folder",
            )


def _same_zone(one: str, other: str | None) -> bool:
    """Whether two names are of one zone: Etc/UTC is also called UTC."""
    return one == other or (
        other is not None and _rules(one) is not None and _rules(one) == _rules(other)
    )


def _rules(zone: str) -> bytes | None:
    """What the system knows of a zone; None where it has no file of it."""
    files = (Path(folder) / zone for folder in zoneinfo.TZPATH)
    return next((file.read_bytes() for file in files if file.is_file()), None)


def _quoted(word: str) -> str:
    """A word of a command as systemd reads it back."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return escaped if re.fullmatch(r"[\w./@:=+,-]+", escaped) else f'"{escaped}"'
