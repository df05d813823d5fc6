"""The packaged data of an earlier version, read from what was released of it.

A release holds all its data as RDF (``cooperation-kg-0.1.0.trig.zip``). RDF of any version can be
read; tables can not, since their columns are those of their day's ontology.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KGError, StoreError, Text
from kg.namespaces import DATASET, PREFIXES, SOURCES
from kg.resources import shipped
from kg.store import create

__all__ = ["archive_name", "released"]

VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){2}", re.ASCII)
# What an archive may hold unpacked; that of today has a hundredth of it.
LARGEST = 1 << 30
HERE = ox.NamedNode(DATASET), ox.NamedNode(PREFIXES["owl"] + "versionInfo"), None


def archive_name(version: str) -> str:
    """The file in which a release holds its data.

    >>> archive_name("0.1.0")
    'cooperation-kg-0.1.0.trig.zip'
    """
    return f"cooperation-kg-{version}.trig.zip"


def released(version: str, folder: Path | None) -> ox.Store:
    """The data of a version as a store in memory.

    Args:
        version: of the data, ``0.1.0``.
        folder: of releases; the archive lies in it, or in a folder of it.

    Raises:
        KGError: if that is no version, or its archive is not there or is another one's.
    """
    if not VERSION.fullmatch(version):
        raise KGError(
            Text(f"“{version}”不是数据的版本号", f"“{version}” is no version of the data"),
            hint=Text("例如 packaged@0.1.0", "for instance packaged@0.1.0"),
        )
    path = _archive(version, folder)
    store = create()
    try:
        store.bulk_load(_content(path), format=ox.RdfFormat.TRIG)
    except SyntaxError as error:
        raise _unreadable(path, str(error)) from error
    found = store.quads_for_pattern(*HERE, ox.NamedNode(SOURCES))
    stated = {quad.object.value for quad in found if isinstance(quad.object, ox.Literal)}
    if stated != {version}:
        shown = ", ".join(sorted(stated)) or "?"
        raise StoreError(
            Text(f"里面是 {shown} 版数据", f"this holds version {shown} of the data"),
            where=str(path),
        )
    return store


def _archive(version: str, folder: Path | None) -> Path:
    name = archive_name(version)
    hint = Text(
        f"把发布文件 {name} 放进一个目录，用 --releases 或 KG_RELEASES 指明；"
        "在代码仓库里可用 make release 从历史中生成",
        f"put {name} of that release into a folder and name it by --releases or KG_RELEASES; in a "
        "clone of the repository `make release` makes it of the history",
    )
    if folder is None:
        here, _ = shipped()
        what = Text(
            f"手边没有 {version} 版数据（随软件附带的是 {here} 版）",
            f"version {version} of the data is not at hand (this program carries {here})",
        )
        raise StoreError(what, hint=hint)
    found = [folder / name, *sorted(folder.glob(f"*/{name}"))]
    path = next((one for one in found if one.is_file()), None)
    if path is None:
        what = Text(f"这里没有 {version} 版数据", f"version {version} of the data is not here")
        raise StoreError(what, where=str(folder), hint=hint)
    return path


def _content(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            (entry,) = archive.infolist()
            with archive.open(entry) as file:
                content = file.read(LARGEST + 1)
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise _unreadable(path, str(error)) from error
    if len(content) > LARGEST:
        raise _unreadable(path, f"> {LARGEST:,} B")
    return content


def _unreadable(path: Path, said: str) -> StoreError:
    what = Text(f"发布文件读不了：{said}", f"this archive cannot be read: {said}")
    return StoreError(what, where=str(path))
