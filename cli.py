"""The launcher of a checkout: ``python cli.py partners 大连市`` is ``kg partners 大连市``.

The commands live in ``kg/cli``; this file only makes them run without installing the
project. What the project depends on must be installed all the same.
"""

from __future__ import annotations

try:
    from kg.cli import main
except ModuleNotFoundError as error:
    if error.name is None or error.name.partition(".")[0] == "kg":
        raise
    raise SystemExit(
        f"缺少 Python 包“{error.name}”：请先运行 make demo，或在此目录运行 pip install .\n"
        f"The Python package “{error.name}” is missing: "
        "run “make demo”, or “pip install .” in this folder."
    ) from None

if __name__ == "__main__":
    main()
