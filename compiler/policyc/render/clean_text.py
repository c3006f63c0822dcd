"""Words from a policy, made fit to print.

A policy may contain any character. Some of them cannot stand in XML, and some change how their neighbours are
read without being seen: control characters, marks that reverse the writing direction, invisible tags. A
reviewer must not approve a text that reads otherwise than it is, so each of those is shown as a replacement
character. Marks that only say where a line may break are dropped. What joins letters or emoji is kept.
"""

import unicodedata

REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """The text on one line, with nothing hidden in it; `clean(clean(text)) == clean(text)`."""
    shown = "".join(_shown(character) for character in text)
    return " ".join(part for part in shown.split(" ") if part)


# Unicode 3.2 is frozen in every Python, so that a page does not change with the Python that prints it.
_CATEGORY = unicodedata.ucd_3_2_0.category
_BREAKING_SPACE = frozenset(
    "\t\n\v\f\r \u0085\u2028\u2029\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f"
    "\u3000"
)
_BREAK_HINTS = frozenset("\u00ad\u200b\u2060\ufeff")
_JOINERS = frozenset("\u200c\u200d")
_INVISIBLE_SINCE_3_2 = frozenset(
    "\u061c\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb\u180e\u115f\u1160\u3164\uffa0"
)
_TAGS = range(0xE0000, 0xE0080)


def _shown(character: str) -> str:
    if " " < character <= "~":
        return character
    if character in _BREAKING_SPACE:
        return " "
    if character in _BREAK_HINTS:
        return ""
    return REPLACEMENT if _is_hidden(character) else character


def _is_hidden(character: str) -> bool:
    code_point = ord(character)
    return (
        (_CATEGORY(character) in ("Cc", "Cf", "Cs") and character not in _JOINERS)
        or character in _INVISIBLE_SINCE_3_2
        or code_point in _TAGS
        or code_point & 0xFFFE == 0xFFFE
    )
