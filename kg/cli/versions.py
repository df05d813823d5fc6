"""What `kg --version` says: versions of program, data and ontology, the build that answers."""

from __future__ import annotations

from kg.errors import KGError, NoStoreError, Text
from kg.loaders.packaged import built_already
from kg.resources import __version__, shipped
from kg.store import MEMORY, build_info, is_remote

__all__ = ["told"]


def told(store: str, lang: str) -> str:
    """A line for each version.

    Args:
        store: what ``--store`` says.
        lang: ``zh`` or ``en``.
    """
    data, ontology = shipped()
    lines = (
        Text(f"kg {__version__}", f"kg {__version__}"),
        Text(f"数据 {data}", f"data {data}"),
        Text(f"本体 {ontology}", f"ontology {ontology}"),
        _build(store),
    )
    return "\n".join(line.in_language(lang) for line in lines)


def _build(store: str) -> Text:
    if is_remote(store):
        return Text(
            f"构建编号未查询（{store} 是端点）", f"build not asked for ({store} is an endpoint)"
        )
    if store == MEMORY:
        return Text("构建 无（:memory: 随用随建）", "build none (:memory: is built when used)")
    try:
        return _one(build_info(store), store, store)
    except NoStoreError:
        pass
    except KGError as error:
        return Text(
            f"构建编号读不出（{store}：{error.what.zh}）",
            f"build cannot be told ({store}: {error.what.en})",
        )
    folder = built_already()
    if folder is None:
        return Text("构建 无（尚未建库）", "build none (no store yet)")
    return _one(build_info(folder), "随软件附带的数据", "the packaged data")


def _one(info: dict[str, object], zh: str, en: str) -> Text:
    build, data = str(info.get("build", ""))[:12], info.get("data", "")
    return Text(f"构建 {build}（{zh}，数据 {data}）", f"build {build} ({en}, data {data})")
