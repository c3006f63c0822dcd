"""A project: a folder with `policyc.toml`, or with `[tool.policyc]` in its `pyproject.toml`.

Settings: `policies` (folder with the policy files, default the project folder), `build` (where `policyc build`
writes, default `build`), `levels` (code or name -> error, warning, note or off), `cache` (folder in which
`policyc check` keeps what it found, default `.policyc-cache`; `false` for none). A folder without either file is a
project of the policy files in it, and keeps nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policyc.workspace.files import is_file, is_folder, resolved
from policylang.codes import CODES, diagnostic
from policylang.diagnostic import Diagnostic

_LEVELS = ("error", "warning", "note", "off")
_SETTINGS = ("policies", "build", "levels", "cache")
_CACHE = ".policyc-cache"


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project lives and how it is set up. Paths are absolute and resolved.

    `declared` is False for a folder that has no settings of its own.
    """

    root: Path
    policies: Path
    build: Path
    levels: Mapping[str, str] = field(default_factory=dict, compare=False)
    declared: bool = True
    cache: Path | None = None


def find_project(start: Path) -> tuple[Project, tuple[Diagnostic, ...]]:
    """The project that holds a path: the nearest folder upwards that declares one, else the folder itself."""
    folder = resolved(start if is_folder(start) else start.parent)
    for candidate in (folder, *folder.parents):
        settings, problems = _settings(candidate)
        if settings is not None:
            return _project(candidate, settings, problems)
    return Project(folder, folder, folder / "build", declared=False), ()


def _settings(folder: Path) -> tuple[Mapping[str, object] | None, tuple[Diagnostic, ...]]:
    own = folder / "policyc.toml"
    if is_file(own):
        return _read_toml(own)
    shared = folder / "pyproject.toml"
    if is_file(shared):
        data, problems = _read_toml(shared)
        tool = data.get("tool") if data else None
        table = tool.get("policyc") if isinstance(tool, Mapping) else None
        return (table, problems) if isinstance(table, Mapping) else (None, ())
    return None, ()


def _read_toml(path: Path) -> tuple[Mapping[str, object], tuple[Diagnostic, ...]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, (_bad_setting(f"{path.name} cannot be read: {error}"),)


def _project(
    root: Path, settings: Mapping[str, object], problems: tuple[Diagnostic, ...]
) -> tuple[Project, tuple[Diagnostic, ...]]:
    found = list(problems)
    folders = {}
    for key, default in (("policies", "."), ("build", "build")):
        inside = _inside(root, settings.get(key, default))
        if inside is None:
            found.append(_bad_setting(f"`{key}` must name a folder inside the project"))
        folders[key] = inside or _inside(root, default) or root
    if folders["policies"].is_relative_to(folders["build"]):
        found.append(_bad_setting("`build` must be a folder of its own, which holds no policies"))
        folders["build"] = root / "build"
    levels, wrong = _levels(settings.get("levels", {}))
    found += wrong
    cache = _inside(root, settings.get("cache", _CACHE))
    if settings.get("cache") is False:
        cache = None
    elif cache is None or cache in (root, *folders.values()):
        found.append(_bad_setting("`cache` must be false, or name a folder of its own inside the project"))
        cache = None
    found += [_bad_setting(f"`{key}` is not a setting") for key in settings if key not in _SETTINGS]
    return Project(root, folders["policies"], folders["build"], levels, cache=cache), tuple(found)


def _levels(levels: object) -> tuple[dict[str, str], list[Diagnostic]]:
    if not isinstance(levels, Mapping):
        return {}, [_bad_setting("`levels` must be a table of codes and levels")]
    good = {code: level for code, level in levels.items() if level in _LEVELS and _known_code(code)}
    return good, [
        _bad_setting(f'`levels` has no use for `{code} = "{level}"`')
        for code, level in levels.items()
        if code not in good
    ]


def _known_code(code: str) -> bool:
    return any(code in (rule.code, rule.name) for rule in CODES.values())


def _inside(root: Path, value: object) -> Path | None:
    if not isinstance(value, str):
        return None
    try:
        path = (root / value).resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return path if path.is_relative_to(root) else None


def _bad_setting(what: str) -> Diagnostic:
    return diagnostic(
        "bad-setting",
        f"The project's settings are wrong: {what}",
        None,
        notes=("There are four settings: policies, build, levels and cache.",),
        help="Correct policyc.toml (or [tool.policyc] in pyproject.toml) and run the command again.",
    )
