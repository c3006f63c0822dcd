"""The LALR tables: built by Lark from `grammar.lark`, and kept in the user's cache directory.

A table is looked up by the hash of everything it depends on, so it is never stale. It is written to a
temporary file and moved into place, so that it is never half written. It is read as plain data: names of
classes and functions in it are refused, and a file or directory that somebody else owns or may write to is
not read at all. Whatever goes wrong with the cache, the tables are built anew and nobody is told.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import lark

from policylang.builders import BUILDERS, Builders
from policylang.keywords import grammar_text

OPTIONS: dict[str, Any] = {
    "parser": "lalr", "lexer": "basic", "start": "start", "keep_all_tokens": True, "maybe_placeholders": False,
}  # fmt: skip


class Engine(NamedTuple):
    """Lark with our builders, the terminal of each keyword, and what each state of the parser accepts."""

    lark: lark.Lark
    keyword_types: dict[str, str]
    sign_words: dict[str, str]


@cache
def engine() -> Engine:
    """The engine, loaded from the cache or built; the same one for the life of the process."""
    path = cache_path()
    parser = read_cached(path)
    if parser is None:
        parser = lark.Lark(grammar_text(), transformer=Builders(BUILDERS), **OPTIONS)
        write_cached(parser, path)
    words = {
        terminal.pattern.value: terminal.name
        for terminal in parser.terminals
        if isinstance(terminal.pattern, lark.lexer.PatternStr)
    }
    keyword_types = {word: name for word, name in words.items() if word.isalpha()}
    return Engine(parser, keyword_types, {name: word for word, name in words.items()})


def cache_path() -> Path | None:
    """Where the tables of this grammar, this Lark and this Python belong; None where there is no such place."""
    from platformdirs import user_cache_path

    key = hashlib.sha256(repr((grammar_text(), lark.__version__, sys.version_info[:2], OPTIONS)).encode())
    try:
        return user_cache_path("policyc") / f"grammar-{key.hexdigest()[:32]}.tables"
    except (OSError, RuntimeError):
        return None


def read_cached(path: Path | None) -> lark.Lark | None:
    """The parser in a cache file, or None when there is none that can be trusted and understood."""
    if path is None:
        return None
    try:
        if not (only_ours(path.parent) and only_ours(path)):
            return None
        tables = PlainData(BytesIO(path.read_bytes())).load()
        # Lark's generated stand-alone parsers load themselves this way; `Lark.load` takes no transformer.
        load: Callable[..., lark.Lark] = lark.Lark._load_from_dict  # noqa: SLF001  see above
        return load(tables["data"], tables["memo"], transformer=Builders(BUILDERS))
    except Exception:  # a damaged cache may fail in any way, and must not matter
        return None


def write_cached(parser: lark.Lark, path: Path | None) -> None:
    """Keep the tables for the next process, where that is possible."""
    if path is None:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        import tempfile

        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as file:
                parser.save(file, exclude_options={"transformer"})
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except (OSError, pickle.PickleError, TypeError):
        return


def only_ours(path: Path) -> bool:
    """Whether nobody but this user can have written there."""
    if not hasattr(os, "getuid"):
        return True
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


class PlainData(pickle.Unpickler):
    """Reads numbers, texts and collections of them; nothing that could run."""

    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        """Refuse whatever is not plain data."""
        raise pickle.UnpicklingError(f"the table names {module_name}.{global_name}")
