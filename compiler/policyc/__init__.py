"""What a policy text means: model, checks, graph, proofs, diffs, renderings and the command line.

The rooms and the direction of their imports are described in ARCHITECTURE.md. This module imports none of
them, so that reading the version costs nothing.
"""

__version__ = "0.1.0"
