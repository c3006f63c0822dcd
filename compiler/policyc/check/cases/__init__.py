"""Cases from outside policy files and back: JSON, `FACT=VALUE` on a command line, and text to paste.

A case is the same wherever it comes from: every reader ends in the values of `policyc.check.values`, and every
writer is undone by its reader.
"""

from policyc.check.cases.assignments import read_assignment, read_assignments
from policyc.check.cases.json_reader import read_json_case
from policyc.check.cases.json_text import parse_json
from policyc.check.cases.json_writer import case_to_json, value_to_json
from policyc.check.cases.requests import read_request
from policyc.check.cases.text import case_as_text

__all__ = [
    "case_as_text",
    "case_to_json",
    "parse_json",
    "read_assignment",
    "read_assignments",
    "read_json_case",
    "read_request",
    "value_to_json",
]
