"""Kleene's strong three-valued logic over `Truth`."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.model.verdict import Truth

FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def of(value: bool) -> Truth:
    """TRUE or FALSE."""
    return TRUE if value else FALSE


def negation(truth: Truth) -> Truth:
    """Not."""
    if truth is UNKNOWN:
        return UNKNOWN
    return FALSE if truth is TRUE else TRUE


def all_of(truths: Sequence[Truth]) -> Truth:
    """And; TRUE of nothing."""
    if FALSE in truths:
        return FALSE
    return UNKNOWN if UNKNOWN in truths else TRUE


def any_of(truths: Sequence[Truth]) -> Truth:
    """Or; FALSE of nothing."""
    if TRUE in truths:
        return TRUE
    return UNKNOWN if UNKNOWN in truths else FALSE


def at_least(least: int, truths: Sequence[Truth]) -> Truth:
    """TRUE when so many are, FALSE when even the unknown ones would not suffice."""
    true = truths.count(TRUE)
    if true >= least:
        return TRUE
    return FALSE if true + truths.count(UNKNOWN) < least else UNKNOWN
