"""Lexemes of an odd shape: what they were meant to be.

Each is reported once and replaced by the lexeme it stands for, so that the rest of its line is read as usual:
a date written another way, quotation marks from a word processor, a string that is not closed, a comparison in
mathematical or programming signs, a number glued to its unit, characters that mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from policylang.builders.common import read_date
from policylang.lexeme import Lexeme, shortened
from policylang.odd_dates import date_meanings, last_day_of, spelt_out_date
from policylang.odd_strings import Report, odd_string, open_string, rejoined, replacement, unescaped
from policylang.source import Span

SIGNS = {"=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", "==": "="}
HYPHENS = frozenset("-‐‑–—−")
DASHES = frozenset("–—−•·*‣●○▪")
DATE_HELP = "Write dates as year-month-day, for example 2024-01-31"


def mended(lexemes: list[Lexeme], report: Report) -> list[Lexeme]:
    """The lexemes of a line with every odd one replaced or left out, and each of them reported."""
    kept: list[Lexeme] = []
    if is_numbered(lexemes):
        kept.append(numbered(lexemes, report))
        lexemes = lexemes[2:]
    lexemes = hyphenated(rejoined(unescaped(lexemes, report), report))
    report = once_for_each_help(report)
    index = 0
    while index < len(lexemes):
        written = spelt_out_date(lexemes[index : index + 4])
        if written:
            kept.append(other_date(written, report))
            index += len(written)
            continue
        lexeme = lexemes[index]
        index += 1
        kept += MENDERS.get(lexeme.type, unchanged)(lexeme, report, not kept)
    return kept


def is_numbered(lexemes: list[Lexeme]) -> bool:
    """Whether a line begins like an item of a numbered list (`1.`, `a)`)."""
    if len(lexemes) < 3 or lexemes[0].end_column != lexemes[1].column:
        return False
    short = lexemes[0].type == "NUMBER" or len(lexemes[0].text) == 1
    return short and lexemes[1].text in (".", ")", ".)")


def numbered(lexemes: list[Lexeme], report: Report) -> Lexeme:
    """Report a number in the place of a dash."""
    span = lexemes[0].span.through(lexemes[1].span)
    report(
        "missing-dash",
        "the items of a list start with `-`, not with a number",
        span,
        obscures=True,
        fix=replacement(span, "-", "write `-`"),
    )
    return Lexeme("MINUS", "-", *lexemes[0][2:5], lexemes[1].end_column)


def hyphenated(lexemes: list[Lexeme]) -> list[Lexeme]:
    """The lexemes with names that were written with hyphens or dashes put together, as odd words."""
    joined: list[Lexeme] = []
    for lexeme in lexemes:
        joined.append(lexeme)
        if len(joined) > 2 and is_hyphenated(*joined[-3:]):
            first, sign, last = joined[-3:]
            joined[-3:] = [
                Lexeme("ODD_WORD", first.text + sign.text + last.text, *first[2:5], last.end_column)
            ]
    return joined


def is_hyphenated(first: Lexeme, sign: Lexeme, last: Lexeme) -> bool:
    """Whether three lexemes without space between them are a name with a hyphen."""
    return (
        sign.text in HYPHENS
        and first.type in ("NAME", "ODD_WORD")
        and last.type in ("NAME", "NUMBER", "ODD_WORD")
        and (first.end_column, sign.end_column) == (sign.column, last.column)
    )


def once_for_each_help(report: Report) -> Report:
    """A report that says the same about the characters of a line only once."""
    said: set[str] = set()

    def report_once(name: str, headline: str, span: Span, **rest: object) -> None:
        reason = str(rest.get("help", ""))
        if name != "unexpected-character" or reason not in said:
            report(name, headline, span, **rest)
        if name == "unexpected-character":
            said.add(reason)

    return report_once


def unchanged(lexeme: Lexeme, _report: Report, _first: bool) -> list[Lexeme]:
    """A lexeme that is as it should be."""
    return [lexeme]


def real_date(lexeme: Lexeme, report: Report, _first: bool) -> list[Lexeme]:
    """A date in the right form; one that no calendar has is reported, and stays."""
    if read_date(lexeme.text) is None:
        report(
            "impossible-date",
            f"{lexeme.text} is on no calendar",
            lexeme.span,
            caption="there is no such day",
            help=last_day_of(lexeme.text),
        )
    return [lexeme]


def odd_date(lexeme: Lexeme, report: Report, _first: bool) -> list[Lexeme]:
    """A date in figures, in another order or with other signs."""
    return [other_date([lexeme], report)]


def other_date(lexemes: list[Lexeme], report: Report) -> Lexeme:
    """Report a date in another form; it is taken for the date it most likely means."""
    first, last = lexemes[0], lexemes[-1]
    span = first.span.through(last.span)
    meanings = date_meanings(" ".join(lexeme.text for lexeme in lexemes))
    fix = None
    if len(meanings) == 1:
        fix = replacement(span, meanings[0], f"write {meanings[0]}")
    report(
        "date-format",
        "this date is not written year-month-day",
        span,
        caption=f"{' or '.join(meanings)}?" if meanings else "",
        help=DATE_HELP,
        fix=fix,
    )
    return Lexeme("DATE", meanings[0] if meanings else "0000-00-00", *first[2:5], last.end_column)


def odd_sign(lexeme: Lexeme, report: Report, _first: bool) -> list[Lexeme]:
    """A comparison in other signs."""
    meant = SIGNS.get(lexeme.text)
    if meant:
        report(
            "comparison-sign",
            f"`{shortened(lexeme.text)}` is written `{meant}` here",
            lexeme.span,
            fix=replacement(lexeme.span, meant, f"write `{meant}`"),
        )
        return [Lexeme("COMPARISON", meant, *lexeme[2:])]
    report(
        "comparison-sign",
        f"`{shortened(lexeme.text)}` is no comparison",
        lexeme.span,
        help="Compare with <, <=, >, >= or =; for a named value write `is` or `is not`",
    )
    return [Lexeme("COMPARISON", "=", *lexeme[2:])]


def odd_word(lexeme: Lexeme, report: Report, _first: bool) -> list[Lexeme]:
    """A word that is neither a name nor a label nor a number."""
    glued = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([A-Za-z]+)", lexeme.text)
    if glued and glued[2].islower():
        number, unit = glued[1], glued[2]
        middle = lexeme.column + len(number)
        report(
            "missing-space",
            f"a space is missing between `{shortened(number)}` and `{shortened(unit)}`",
            lexeme.span,
            fix=replacement(lexeme.span, f"{number} {unit}", f"write `{number} {unit}`"),
        )
        return [
            Lexeme("NUMBER", number, *lexeme[2:5], middle),
            Lexeme("NAME", unit, *lexeme[2:4], middle, lexeme.end_column),
        ]
    if glued:
        report(
            "unexpected-character",
            f"`{shortened(lexeme.text)}` is neither a number nor a label",
            lexeme.span,
            help=f'A code that begins with a figure stands in quotation marks: "{lexeme.text}"',
            fix=replacement(lexeme.span, f'"{lexeme.text}"', f'write "{lexeme.text}"'),
        )
        return [Lexeme("STRING", f'"{lexeme.text}"', *lexeme[2:])]
    return [plain_name(lexeme, report)]


def plain_name(lexeme: Lexeme, report: Report) -> Lexeme:
    """A name with letters that names do not have; it is taken for the nearest name."""
    name = re.sub(r"[^a-z0-9_]", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", lexeme.text).lower()).lstrip(
        "_0123456789"
    )
    if set(lexeme.text) & HYPHENS:
        report(
            "unexpected-character",
            f"`{shortened(lexeme.text)}` has a hyphen, which names do not have",
            lexeme.span,
            help="Write an underscore",
            fix=replacement(lexeme.span, name, f"write `{name}`"),
        )
    elif lexeme.text.isascii() and name:
        report(
            "wrong-capitals",
            f"`{shortened(lexeme.text)}` is not how a name is written",
            lexeme.span,
            help="Names have small letters, figures and underscores, and begin with a letter",
            fix=replacement(lexeme.span, name, f"write `{name}`"),
        )
    else:
        report(
            "unexpected-character",
            f"`{shortened(lexeme.text)}` has letters that names do not have",
            lexeme.span,
            help="Names are written with a to z, figures and underscores; titles may hold any letter",
        )
    return Lexeme("NAME", name or "unnamed", *lexeme[2:])


def odd_character(lexeme: Lexeme, report: Report, first: bool) -> list[Lexeme]:
    """Characters that mean nothing here; a bullet or a long dash at the start of a line is a dash.

    Those that cannot be seen have been reported with the file (`policylang.slips`).
    """
    if first and lexeme.text in DASHES:
        report(
            "missing-dash",
            f"the items of a list start with `-`, not with `{shortened(lexeme.text)}`",
            lexeme.span,
            fix=replacement(lexeme.span, "-", "write `-`"),
        )
        return [Lexeme("MINUS", "-", *lexeme[2:])]
    shown = "".join(sign for sign in lexeme.text if sign.isprintable())
    if shown:
        report(
            "unexpected-character",
            f"`{shown[:20]}` means nothing here",
            lexeme.span,
            help=CHARACTER_HELP.get(shown[0], ""),
        )
    return []


CHARACTER_HELP = {
    "(": 'Conditions are grouped by lists (`all of:`, `any of:`); remarks are comments (`# …`) or notes (`note "…"`)',
    ")": 'Conditions are grouped by lists (`all of:`, `any of:`); remarks are comments (`# …`) or notes (`note "…"`)',
    "'": 'Texts stand in double quotation marks: "…"',
    "‘": 'Texts stand in double quotation marks: "…"',
    "’": 'Texts stand in double quotation marks: "…"',
    ";": "Each statement ends with its line; names are separated by commas",
    "&": "Conditions that must all hold stand below `all of:`, one per line",
    "|": "Conditions of which one must hold stand below `any of:`, one per line",
    "%": "Declare the unit in the vocabulary (`type number in percent`), and write `40 percent`",
    "/": "A remark begins with `#`",
}


MENDERS: dict[str, Callable[[Lexeme, Report, bool], list[Lexeme]]] = {
    "DATE": real_date,
    "ODD_DATE": odd_date,
    "ODD_STRING": odd_string,
    "OPEN_STRING": open_string,
    "ODD_SIGN": odd_sign,
    "ODD_WORD": odd_word,
    "ODD": odd_character,
}
