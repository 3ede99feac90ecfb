"""``vnrelations`` and ``python -m vnrelations``: the command line, or one line on what it needs."""

from __future__ import annotations

import sys

from .errors import MissingExtraError


def main() -> None:
    """Run the command line."""
    try:
        from .cli import main as run
    except MissingExtraError as error:
        sys.stderr.write(f"vnrelations: {error}\n")
        sys.exit(2)
    run()


if __name__ == "__main__":
    main()
