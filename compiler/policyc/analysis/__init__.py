"""What is true of every patient: dead branches, contradictions, surprises, and what rests on a reading.

Each kind of finding has a module of its own, a pass over one version (`studied.Studied`) that yields diagnostics.
A pass that meets a limit, or fails, is reported as undecided, and the others still run.
"""

from policyc.analysis.analyse import Analysis, analyse

__all__ = ["Analysis", "analyse"]
