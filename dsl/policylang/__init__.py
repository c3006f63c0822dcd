"""The policy language: from text to syntax tree and back. It knows nothing of medicine.

The names are part of the distribution `policyc`, and carry its version.
"""

__version__ = "0.1.0"
