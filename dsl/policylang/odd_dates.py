"""Dates written another way than year-month-day: what they can mean, and what is wrong with impossible ones."""

from __future__ import annotations

import re
from datetime import date

from policylang.builders.common import read_date
from policylang.lexeme import Lexeme

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def last_day_of(text: str) -> str:
    """What is wrong with an impossible date."""
    year, month, day = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12 or year < 1:
        return "The month, in the middle, is a number from 01 to 12" if year else "There is no year 0000"
    if day < 1:
        return "The first day of a month is 01"
    following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date(1, 1, 1)
    last = (following - date.resolution).day if following.year > 1 else 31
    return f"The last day of {MONTHS[month - 1].capitalize()} {year} is {year:04}-{month:02}-{last:02}"


def date_meanings(text: str) -> list[str]:
    """The dates that a text in another form can mean; month before day comes first."""
    words = re.findall(r"[0-9]+|[a-z]+", text.lower())
    month = next((month_number(word) for word in words if word.isalpha()), None)
    figures = [int(word) for word in words if word.isdigit()]
    if month is not None:
        day, year = figures if len(figures) == 2 else (0, 0)
        orders = [(year, month, day), (day, month, year)]
    elif len(words[0]) > 2:
        orders = [(figures[0], figures[1], figures[2])]
    else:
        year = figures[2] + (2000 if figures[2] < 100 else 0)
        orders = [(year, figures[0], figures[1]), (year, figures[1], figures[0])]
    possible = [f"{year:04}-{month:02}-{day:02}" for year, month, day in orders if year > 31]
    return list(dict.fromkeys(text for text in possible if read_date(text)))


def month_number(word: str) -> int | None:
    """Which month a word names or abbreviates."""
    for number, name in enumerate(MONTHS, start=1):
        if len(word) >= 3 and (name.startswith(word) or (word == "sept" and number == 9)):
            return number
    return None


def spelt_out_date(lexemes: list[Lexeme]) -> list[Lexeme]:
    """The lexemes of a date with the name of its month that the line begins with, or none."""
    shape = [lexeme for lexeme in lexemes[:4] if lexeme.type != "COMMA"][:3]
    if len(shape) < 3 or "ODD" in {lexeme.type for lexeme in shape}:
        return []
    months = [index for index, lexeme in enumerate(shape) if month_number(lexeme.text.lower()) is not None]
    figures = [lexeme.text for lexeme in shape if lexeme.type == "NUMBER" and lexeme.text.isdigit()]
    if months not in ([0], [1]) or len(figures) != 2 or len(figures[-1]) != 4:
        return []
    return lexemes[: lexemes.index(shape[2]) + 1]
