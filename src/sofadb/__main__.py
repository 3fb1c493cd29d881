"""Run the tool as `python -m sofadb`."""

import sys

from sofadb.cli import main

if __name__ == "__main__":
    sys.exit(main())
