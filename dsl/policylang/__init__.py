"""The policy language: from text to syntax tree and back. It knows nothing of medicine.

The names are part of the distribution `policyc`, and carry its version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policylang.formatter import Formatted
    from policylang.parser import Parsed
    from policylang.source import Source

__version__ = "0.1.0"


def parse(source: Source) -> Parsed:
    """Read a source into a syntax tree and diagnostics; never raises on account of the text."""
    from policylang import parser

    return parser.parse(source)


def format_text(text: str, name: str = "-") -> Formatted:
    """The text in canonical form; a text with mistakes is given back unchanged, with its diagnostics."""
    from policylang import formatter

    return formatter.format_text(text, name)
