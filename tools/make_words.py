"""Writes src/pfreport/words/keys.py, the keys of the English words as types; with --check says
whether it is current.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "src" / "pfreport" / "words"
KEYS = WORDS / "keys.py"
HEAD = '''"""The keys of the words as types. Written by tools/make_words.py: do not edit."""

from typing import Literal
'''


def written(folder: Path = WORDS / "en") -> str:
    """The module: a type a file of words, one of all keys, one of the families that they form."""
    files = {
        f"{file.stem.title().replace('_', '')}Key": list(
            tomllib.loads(file.read_text(encoding="utf-8"))
        )
        for file in sorted(folder.glob("*.toml"))
    }
    every = [key for keys in files.values() for key in keys]
    parts = [
        HEAD,
        *(_literal(name, keys) for name, keys in files.items()),
        f"Key = {' | '.join(files)}\n",
        _literal("Family", families(every)),
    ]
    return "\n".join(parts)


def families(keys: Iterable[str]) -> list[str]:
    """What stands before a dot of any key."""
    return sorted({key[:at] for key in keys for at, sign in enumerate(key) if sign == "."})


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the module, or with --check returns 1 where it is not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if stale")
    asked = parser.parse_args(arguments)
    if asked.check:
        if is_stale():
            print(f"{KEYS.name} is not current: run tools/make_words.py", file=sys.stderr)
        return int(is_stale())
    KEYS.write_text(written(), encoding="utf-8")
    return 0


def is_stale(module: Path = KEYS) -> bool:
    """Whether the module is not as the words would have it."""
    return not module.is_file() or module.read_text(encoding="utf-8") != written()


def _literal(name: str, keys: Sequence[str]) -> str:
    lines = "".join(f"    {json.dumps(key, ensure_ascii=False)},\n" for key in sorted(keys))
    return f"{name} = Literal[\n{lines}]\n"


if __name__ == "__main__":
    sys.exit(main())
