"""The JSON schemas of what goes in and comes out, as the files in `schema_files/` (JSON Schema, draft 2020-12)."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "schema_files"


def schema_names() -> tuple[str, ...]:
    """The names there are, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def schema_text(name: str) -> str | None:
    """A schema as JSON text, or None when there is none of that name."""
    if name not in schema_names():
        return None
    return (_FOLDER / f"{name}.json").read_text(encoding="utf-8")
