"""How wide a text is, and where its lines end.

Widths come from a table of the widest among the fonts a reader may have (`font_widths`), with a margin on
top, so a line never leaves its box whichever of them is used. Characters without a table entry get a width
by what Unicode says of them: nothing for marks that combine, a full square for East Asian writing, and a
generous figure for the rest. A few ligatures and signs of rare scripts are wider than that.

Lines break at spaces, after hyphens and slashes inside words, and between East Asian characters; where the
line has room for both, not between a number and what gives it its meaning ("≥ 6 weeks", "CPT 72148", "any of
these 3:"). A word wider than the line is broken where it must be and never cut off; no hyphen is added,
because it would change a code.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from policyc.render.font_widths import BOLD_WIDTHS, FIRST_CODE_POINTS, REGULAR_WIDTHS

# Kerning, rounding and hinting move a line's end by less than this share of its length.
MARGIN = 1.02


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a run of text is set; `size` in pixels, `ink` a colour."""

    size: float
    bold: bool = False
    italic: bool = False
    ink: str = "#1a1a1a"

    @property
    def line_height(self) -> float:
        """From one baseline to the next, in pixels."""
        return round(self.size * 1.36, 2)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style."""

    text: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph. Its runs, joined with those of the other lines, are the paragraph's text."""

    runs: tuple[Run, ...]
    width: float


def text_width(text: str, style: TextStyle) -> float:
    """An upper bound of the width in pixels, in any of the fonts that pages ask for."""
    table = _widths(style.bold)
    thousandths = sum(table.get(character) or _width_by_category(character) for character in text)
    return thousandths * style.size * MARGIN / 1000


def wrap(runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    """The runs set in lines no wider than `width` pixels, greedily.

    Only one cluster wider than `width` makes a wider line. A space at which a line breaks stays at
    the line's end, so no character of the text is lost; it does not count towards the line's width.
    """
    lines: list[list[Run]] = [[]]
    room = width
    for piece in _pieces(runs, width):
        needed = _pieces_width(piece, trailing_space=False)
        if needed > room and lines[-1]:
            lines.append([])
            room = width
        lines[-1].extend(piece)
        room -= _pieces_width(piece, trailing_space=True)
    return tuple(_line(line) for line in lines)


def clusters(text: str) -> tuple[str, ...]:
    """The text cut where a reader sees one character end, roughly: marks and joined emoji stay together."""
    starts = [0]
    for index, (before, character) in enumerate(pairwise(text), start=1):
        if not _joins(before, character):
            starts.append(index)
    return tuple(text[start:end] for start, end in pairwise([*starts, len(text)]) if start < end)


# Unicode 3.2 is frozen in every Python, so that a page does not change with the Python that prints it.
_UNICODE = unicodedata.ucd_3_2_0
_BINDING_SPACE = re.compile(r"(?<=[<>=≤≥±~≈]) |(?<=\d) (?=[a-z])|(?<=[A-Z]{2}) (?=\d)| (?=\d+:)")
_WORD = re.compile(" *[^ ]+ *")
_CLOSING = frozenset("，。、；：？！）」』】〉》")  # East Asian text does not begin a line with these.

_Piece = tuple[Run, ...]


@lru_cache(maxsize=2)
def _widths(bold: bool) -> dict[str, int]:
    rows = BOLD_WIDTHS if bold else REGULAR_WIDTHS
    return {
        chr(first + offset): int(figure)
        for first, row in zip(FIRST_CODE_POINTS, rows, strict=True)
        for offset, figure in enumerate(row.split())
    }


def _width_by_category(character: str) -> int:
    if _UNICODE.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if _is_east_asian(character):
        return 1020
    # Emoji fonts draw up to 1.4 times the font size; so wide is also the widest letter of common scripts.
    return 1420


@lru_cache(maxsize=4096)
def _is_east_asian(character: str) -> bool:
    # A character younger than Unicode 3.2 has no width of its own there.
    return _UNICODE.category(character) != "Cn" and _UNICODE.east_asian_width(character) in "WF"


def _joins(before: str, character: str) -> bool:
    is_mark = _UNICODE.category(character) in ("Mn", "Me", "Mc", "Cf")
    is_skin_tone = 0x1F3FB <= ord(character) <= 0x1F3FF
    return is_mark or is_skin_tone or before == "\u200d"


def _pieces_width(piece: _Piece, *, trailing_space: bool) -> float:
    last = len(piece) - 1
    return sum(
        text_width(run.text if trailing_space or index < last else run.text.rstrip(" "), run.style)
        for index, run in enumerate(piece)
    )


def _pieces(runs: tuple[Run, ...], width: float) -> list[_Piece]:
    """Unbreakable pieces with the spaces after them; a piece may span runs of different styles."""
    pieces: list[_Piece] = []
    current: list[Run] = []
    for run in runs:
        fragments = [part for text in _split(run.text) for part in _unbound(text, run.style, width)]
        for index, text in enumerate(fragments, start=1):
            current.append(Run(text, run.style))
            if index < len(fragments) or _may_end_line(text):
                pieces.append(tuple(current))
                current = []
    if current:
        pieces.append(tuple(current))
    return [part for piece in pieces for part in _fitted(piece, width)]


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    bound = {match.end() for match in _BINDING_SPACE.finditer(text)}
    breaks = (index for index in range(1, len(text)) if index not in bound and _may_break(text, index))
    return tuple(text[start:end] for start, end in pairwise([0, *breaks, len(text)]) if start < end)


def _unbound(text: str, style: TextStyle, width: float) -> list[str]:
    """The fragment, or its words if together they are wider than a line."""
    if " " not in text.rstrip(" ") or text_width(text.rstrip(" "), style) <= width:
        return [text]
    return _WORD.findall(text)


def _may_break(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if before == " ":
        return after != " "
    if before in "-/–—" and index > 1:
        return after.isalpha() and text[index - 2].isalpha()
    if after in _CLOSING or after == " ":
        return False
    return _is_east_asian(before) or _is_east_asian(after)


def _may_end_line(text: str) -> bool:
    return text[-1] in " -/–—" or _is_east_asian(text[-1])


def _fitted(piece: _Piece, width: float) -> list[_Piece]:
    if _pieces_width(piece, trailing_space=False) <= width:
        return [piece]
    parts: list[list[Run]] = [[]]
    room = width
    for run in piece:
        for cluster in clusters(run.text):
            needed = text_width(cluster, run.style)
            if needed > room and parts[-1] and cluster != " ":
                parts.append([])
                room = width
            parts[-1].append(Run(cluster, run.style))
            room -= needed
    return [_merged(part) for part in parts]


def _merged(runs: list[Run]) -> _Piece:
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].style == run.style:
            merged[-1] = Run(merged[-1].text + run.text, run.style)
        else:
            merged.append(run)
    return tuple(merged)


def _line(runs: list[Run]) -> Line:
    merged = _merged(runs)
    return Line(merged, _pieces_width(merged, trailing_space=False))
