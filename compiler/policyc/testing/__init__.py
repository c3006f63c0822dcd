"""Cases for anyone's tests: strategies for Hypothesis, a plugin for pytest, random tests and missing cases.

    from policyc.testing import cases, load_epoch, load_policy, verdicts

`docs/engineers.md` has an example. Names are loaded where they are asked for: the plugin lives here too, and
whoever runs pytest pays for importing it, with policies or without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyc.testing.loading import UnfitPolicyError, load_epoch, load_policy, verdicts
    from policyc.testing.strategies import cases

__all__ = ["UnfitPolicyError", "cases", "load_epoch", "load_policy", "verdicts"]

_MODULES = {
    "UnfitPolicyError": "loading",
    "cases": "strategies",
    "load_epoch": "loading",
    "load_policy": "loading",
    "verdicts": "loading",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"policyc.testing.{_MODULES[name]}"), name)
