"""Make a release: everything that is handed out, in one folder, the same bytes every time.

Usage: python tools/release.py [DIST]

Writes ``DIST/<version of the program>/`` (``dist`` by default): wheel and source archive, the
static site, the map, all data as XLSX, TriG, GraphML and tables, what changed since the version
of the data before, release notes and check sums. Nothing in them depends on when or where they are
made: times are those of the last commit, or none. A tree with changes is refused.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kg import __version__, exports, site
from kg.loaders import build_in_memory
from kg.loaders.releases import archive_name
from kg.maps import render
from kg.network import project
from kg.resources import shipped
from kg.site.downloads import downloads
from kg.sparql import Store

__all__ = ["archive_of", "checksums", "notes", "packages", "section", "site_files", "workbook"]

ROOT = Path(__file__).resolve().parents[1]
SUMS, NOTES = "SHA256SUMS", "RELEASE-NOTES.md"


def main(output: Path) -> None:
    """Make the release and say where it is."""
    if changed := _git("status", "--short"):
        sys.exit(f"有未提交的改动 / there are changes that are not committed:\n{changed}")
    data, _ = shipped()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.mkdir()
        files = packages(ROOT, int(_git("log", "-1", "--format=%ct")))
        files |= data_files(build_in_memory(), data)
        before = _data_before()
        if before:
            version, archive = before
            (output / "earlier").mkdir(parents=True, exist_ok=True)
            (output / "earlier" / archive_name(version)).write_bytes(archive)
            for lang in ("zh", "en"):
                told = _differences(version, output / "earlier", lang, Path(folder) / "cache")
                files[f"data-changes-{version}-{data}.{lang}.txt"] = told
        changes = (before[0], files) if before else None
        files[NOTES] = notes((ROOT / "CHANGELOG.md").read_text("utf-8"), __version__, data, changes)
        files[SUMS] = checksums(files)
        for name, content in files.items():
            (made / name).write_bytes(content)
        there = output / __version__
        shutil.rmtree(there, ignore_errors=True)
        shutil.copytree(made, there)
    for name, content in sorted(files.items()):
        print(f"{len(content):>12,}  {there / name}")  # noqa: T201


def packages(root: Path, epoch: int) -> dict[str, bytes]:
    """Wheel and source archive, dated by the last commit."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-d", folder],
            cwd=root,
            check=True,
            capture_output=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        )
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def data_files(store: Store, version: str) -> dict[str, bytes]:
    """The data in every form: what the site offers, the site itself, the map, a workbook."""
    name = f"cooperation-kg-{version}"
    files = {
        **{one.name: one.content for one in downloads(store, version)},
        f"{name}-site.zip": exports.packed(site_files(store)),
        f"{name}-map.html": render(project(store)).encode("utf-8"),
        f"{name}.xlsx": workbook(store),
    }
    return files | {"catalogue.ttl": exports.catalogue(store, exports.distributions(files, {}))}


def site_files(store: Store) -> dict[str, bytes]:
    """Every file of the static site."""
    with tempfile.TemporaryDirectory() as folder:
        site.write(store, Path(folder))
        files = (path for path in Path(folder).rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def workbook(store: Store) -> bytes:
    """Nodes, edges, statements and sources, each a sheet, and the codebook."""
    network = project(store)
    tables = [
        exports.nodes(network),
        exports.edges(network),
        exports.statements(store),
        exports.sources(network),
    ]
    used = list(dict.fromkeys(head for table in tables for head in table.heads))
    heads, *rows = exports.codebook(used)
    return exports.write_xlsx([*tables, exports.Table("codebook", heads, rows)])


def section(changelog: str, version: str) -> str:
    r"""What the changelog says of a version; of one without a section, what is unreleased.

    >>> section("## [Unreleased]\n\nnew\n\n## [1.0.0] - 2026\n\nold\n", "1.0.0")
    'old'
    """
    parts = re.split(r"^## \[([^\]]+)\].*$", changelog, flags=re.MULTILINE)
    told = {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}
    return told.get(version) or told.get("Unreleased", "")


def notes(
    changelog: str,
    version: str,
    data: str,
    changes: tuple[str, Mapping[str, bytes]] | None,
) -> bytes:
    """The release notes.

    Args:
        changelog: the text of ``CHANGELOG.md``.
        version: of the program.
        data: version of the data.
        changes: the version of the data before, and the files that tell what changed.
    """
    lines = [f"# cooperation-kg {version}", "", f"Data {data}, ontology {shipped()[1]}.", ""]
    if changes:
        before, files = changes
        lines += [f"## Data: {before} → {data}", ""]
        for lang in ("zh", "en"):
            name = f"data-changes-{before}-{data}.{lang}.txt"
            text = files[name].decode("utf-8")
            heads = [line for line in text.splitlines() if line and not line.startswith(" ")]
            lines += [*(f"- {line}" for line in heads), "", f"→ `{name}`", ""]
    else:
        lines += ["The data of the version before are not at hand; see the changelog.", ""]
    return ("\n".join([*lines, section(changelog, version)]) + "\n").encode("utf-8")


def checksums(files: Mapping[str, bytes]) -> bytes:
    """What ``sha256sum --check`` reads.

    >>> checksums({"a": b""}).decode().split()[1]
    'a'
    """
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode("ascii")


def _data_before() -> tuple[str, bytes] | None:
    """The last data of the version before, if the history tells it."""
    touched = _git("log", "--format=%H", "--", "data/VERSION").split()
    if len(touched) < 2:
        return None
    commit = f"{touched[0]}^"
    version = _git("show", f"{commit}:data/VERSION")
    try:
        return version, archive_of(commit, version)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()[-300:]
        print(f"{version}: {said}", file=sys.stderr)  # noqa: T201
        return None


def archive_of(commit: str, version: str) -> bytes:
    """The data of a commit as RDF, written by the program of that commit."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, check=True, capture_output=True
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        written = Path(folder) / f"cooperation-kg-{version}.trig"
        program = [sys.executable, "cli.py", "--store", ":memory:", "export", "-o", str(written)]
        subprocess.run(program, cwd=folder, check=True, capture_output=True)
        return exports.packed({written.name: written.read_bytes()})


def _differences(version: str, folder: Path, lang: str, cache: Path) -> bytes:
    asked = [sys.executable, "cli.py", "--lang", lang, "diff", f"packaged@{version}", "packaged"]
    done = subprocess.run(
        [*asked, "--releases", str(folder.resolve())],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )
    return done.stdout


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
