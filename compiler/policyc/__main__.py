"""`python -m policyc` does what the `policyc` command does."""

import sys

from policyc.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
