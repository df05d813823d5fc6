"""A command takes no more memory than it may: more is an error, not the end of a machine.

A byte that went bad on disk without anybody writing it makes the engine ask for the same block for
ever, in queries that count or sort, and a question can be too large for a machine as well. Neither
the engine nor Python tells of it before the memory is gone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import click

from kg.cli.bilingual import OWN, language
from kg.errors import StoreError, Text
from kg.memory import allowed_memory, limit_memory, machine_memory, memory_used

__all__ = ["bounded"]

# How often somebody looks, in seconds: the engine takes one to two GB in each.
PAUSE = 0.05


def bounded(where: str, *, writing: bool = False) -> None:
    """See from now on that this command keeps to `kg.memory.allowed_memory`, if it is a process.

    Args:
        where: the store that it asks, for the message.
        writing: whether it makes or changes that store, which then stays as it was.

    Raises:
        KGError: if what KG_MEMORY says is no amount.
    """
    context = click.get_current_context().find_root()
    if not (context.obj or {}).pop(OWN, False):
        return
    import threading

    most, lang = allowed_memory(), language()

    def stop() -> None:
        words = (_outgrown if writing else _exceeded)(where, most).message(lang)
        head = Text("错误：", "Error: ").in_language(lang)
        os.write(2, f"{head}{words}\n".encode())
        # Part of an answer that waits to be written would look whole.
        os._exit(1)

    # The second line, in case that the engine lets nobody look: it ends without words then.
    limit_memory(max(most, machine_memory()))
    threading.Thread(target=_watch, args=(most, stop), daemon=True).start()


def _watch(most: int, stop: Callable[[], None]) -> None:
    while used := memory_used():
        if used > most:
            stop()
        time.sleep(PAUSE)


def _exceeded(where: str, most: int) -> StoreError:
    size = f"{most / (1 << 30):.3g} GB"
    return StoreError(
        Text(
            f"所需内存超过 {size}，已中止：要么一次问得太多，要么图谱的文件在磁盘上坏了",
            f"this takes more than {size} of memory and was ended: either it asks for too much "
            "at once, or the files of the store went bad on the disk",
        ),
        where=where,
        hint=Text(
            "请缩小范围；不该占这么多时，重新运行 kg build；内存充裕的机器可用环境变量 KG_MEMORY "
            "放宽，单位 MB",
            "ask for less; where that is little already, run `kg build` again; KG_MEMORY allows "
            "more, in MB, where the machine has it",
        ),
    )


def _outgrown(where: str, most: int) -> StoreError:
    size = f"{most / (1 << 30):.3g} GB"
    return StoreError(
        Text(
            f"所需内存超过 {size}，已中止，图谱没有改动",
            f"this takes more than {size} of memory and was ended; the store is as it was",
        ),
        where=where,
        hint=Text(
            "请按来源把数据表分成几个目录，先 kg build 一个，再逐个 kg load；"
            "也可用环境变量 KG_MEMORY 放宽，单位 MB",
            "divide the tables by source into several folders, `kg build` one and `kg load` the "
            "others one by one; KG_MEMORY allows more, in MB",
        ),
    )
