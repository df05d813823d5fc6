"""The folder of a site: only what changed is written, what is no longer there goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import KGError, Text, reason

__all__ = ["MANIFEST", "Folder", "opened"]

# What a folder holds that this program made: file -> SHA-256 of its content.
MANIFEST = "site.json"


class Folder:
    """What a folder holds that this program made, before and now."""

    def __init__(self, path: Path, before: Mapping[str, str]) -> None:
        self.path = path
        self.before = before
        self.now: dict[str, str] = {}
        self.written = 0

    def put(self, name: str, content: bytes) -> None:
        """Give the folder a file; it is written if its content is another than before."""
        digest = hashlib.sha256(content).hexdigest()
        self.now[name] = digest
        file = self.path / PurePosixPath(name)
        if self.before.get(name) == digest and file.is_file():
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as error:
            raise _unwritten(file, error) from error
        self.written += 1

    def clear(self) -> int:
        """Remove what an earlier run wrote and this one did not.

        Returns:
            How many files went.
        """
        gone = sorted(self.before.keys() - self.now.keys())
        try:
            for name in gone:
                file = self.path / PurePosixPath(name)
                file.unlink(missing_ok=True)
                for parent in file.relative_to(self.path).parents:
                    if parent.name and not any((self.path / parent).iterdir()):
                        (self.path / parent).rmdir()
        except OSError as error:
            raise _unwritten(self.path, error) from error
        self.before = {}
        return len(gone)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """A folder to be made to hold the files that it is given, and no others of its own.

    Also work that is broken off leaves a folder that is known as a site and can be gone on with.

    Args:
        path: of the folder, which is made where there is none.

    Raises:
        KGError: if it holds files and is no site, or cannot be written.
    """
    folder = Folder(path, _read(path))
    _note(path, folder.before)
    try:
        yield folder
    finally:
        _note(path, {**folder.before, **folder.now})


def _note(path: Path, files: Mapping[str, str]) -> None:
    """Write down what the folder holds."""
    text = json.dumps(dict(files), indent=0, sort_keys=True, ensure_ascii=False)
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / MANIFEST).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise _unwritten(path, error) from error


def _read(path: Path) -> dict[str, str]:
    """The manifest of a folder; nothing of an empty or a new one."""
    manifest = path / MANIFEST
    try:
        if manifest.is_file():
            return _checked(json.loads(manifest.read_text(encoding="utf-8")))
        if not path.exists() or (path.is_dir() and not any(path.iterdir())):
            return {}
    except OSError as error:
        raise _unwritten(path, error) from error
    except ValueError:
        pass
    raise KGError(
        Text(
            "这个目录里有别的文件，不是 kg site 写的网站",
            "this folder holds other files and is no site that `kg site` wrote",
        ),
        where=str(path),
        hint=Text("请换一个新目录或空目录", "choose a new or an empty folder"),
    )


def _checked(found: Any) -> dict[str, str]:
    """A manifest whose files all lie in its folder: what it lists may be removed."""
    if not isinstance(found, dict):
        raise ValueError(found)
    names = [PurePosixPath(name) for name in found]
    if any(name.is_absolute() or ".." in name.parts or "\\" in str(name) for name in names):
        raise ValueError(found)
    return {str(name): str(digest) for name, digest in found.items()}


def _unwritten(path: Path, error: OSError) -> KGError:
    return KGError(reason(error, Text("写不了：", "cannot be written: ")), where=str(path))
