"""What `python -m kg.endpoint.child` runs: a child process that reads, or the one that writes."""

from __future__ import annotations

import sys

from kg.endpoint import worker
from kg.memory import limit_memory

__all__ = ["main"]


def main(kind: str, location: str, *more: str) -> None:
    """Answer until the server hangs up."""
    if kind == "write":
        from kg.endpoint import writer

        limit_memory(int(more[0]))
        writer.main(location)
    else:
        worker.main(location, int(more[0]))


if __name__ == "__main__":
    main(*sys.argv[1:])
