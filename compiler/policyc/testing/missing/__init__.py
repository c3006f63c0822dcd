"""Cases for what a policy's own cases do not show.

`targets` says what is to be shown: every criterion met, not met and unknown; every limit on both sides; and for
every condition two patients of whom it alone makes the difference (modified condition/decision coverage). What some
case shows already is left alone; `search` finds the patients for the rest, and `writing` writes them down.
"""

from policyc.testing.missing.targets import KINDS, missing_cases

__all__ = ["KINDS", "missing_cases"]
