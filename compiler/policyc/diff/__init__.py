"""Two epochs compared: what happened to the text, what happens to patients, and what that amounts to."""

from policyc.diff.change_map import change_map
from policyc.diff.comparison import Diff, diff
from policyc.diff.edits import EditKind, Site, TextEdit, text_edits
from policyc.diff.regions import ChangeMap, Decision, Effect, Region, Verdict
from policyc.diff.replay import ReplayError

__all__ = [
    "ChangeMap",
    "Decision",
    "Diff",
    "EditKind",
    "Effect",
    "Region",
    "ReplayError",
    "Site",
    "TextEdit",
    "Verdict",
    "change_map",
    "diff",
    "text_edits",
]
