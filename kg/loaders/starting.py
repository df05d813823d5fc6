"""Start a data set of one's own: a folder of empty tables that builds as it is."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KGError, Text, reason
from kg.loaders.headers import blank_table, csv_bytes
from kg.loaders.workbook import blank_workbook

__all__ = ["BOOK", "TABLES", "TEXTS", "start", "write_new"]

# The tables that a report about cooperation mostly fills.
TABLES = (
    "sources",
    "organizations",
    "pairings",
    "agreements",
    "projects",
    "events",
    "observations",
)
# All tables but that of sources, where a workbook is wanted.
BOOK = "tables.xlsx"
# The raw texts lie beside the tables and outside every repository.
TEXTS = "texts"
IGNORED = f"# 原文属于第三方，不入库。 / The raw texts are third parties'.\n/{TEXTS}/\n"
README = """\
# 我的数据

- `sources.csv` 登记每份文件，一行一份。
- 其余各表，一行是一份文件说的一件事，`source` 列写文件的编号。
- 原文放在 `texts/`，文件名为“编号.txt”；原文属于第三方，不要随数据发布。
- 用不到的表可以删除；要别的表，运行 `kg template 类名 -o 本目录`。
- 每一列的含义：`kg ontology 列名`。一格写多个值时用 `|` 分隔。

```
kg source add 文件 --data 本目录 --reliability 媒体   登记一份文件（.txt、.html、.docx、.pdf）
kg locate 编号 '一段原文' --sources 本目录/texts      查这段话在原文中的位置
kg review 本目录                                      逐条取舍从原文起草的陈述
kg build 本目录                                       检查各表并建图谱
```

# My data

- `sources.csv` registers the documents, one a row. In the other tables a row is one thing that
  one document says; the column `source` holds the document's id.
- The raw texts lie in `texts/`, named `ID.txt`. They are third parties': do not publish them.
- Delete the tables you do not need; `kg template CLASS -o THIS-FOLDER` makes others.
- What a column means: `kg ontology COLUMN`. Several values in one cell are separated by `|`.

```
kg source add FILE --data THIS-FOLDER --reliability press   register a document
kg locate ID 'a passage' --sources THIS-FOLDER/texts        where it stands in the text
kg review THIS-FOLDER                                       decide on what is drafted from texts
kg build THIS-FOLDER                                        check the tables, build the store
```
"""


def start(folder: Path, *, chinese: bool = False, workbook: bool = False) -> list[Path]:
    """Make the folder with its empty tables.

    Args:
        folder: a new or empty one.
        chinese: head the columns by their Chinese names.
        workbook: one workbook with a sheet for each table instead of CSV files; sources, which
            `kg source add` writes, stay a CSV.

    Returns:
        The files made, in order.

    Raises:
        KGError: if something is there already, or it cannot be written; nothing is overwritten.
    """
    if folder.is_file():
        what = Text("这是文件，这里要目录", "this is a file; a folder is wanted")
        raise KGError(what, where=str(folder))
    try:
        held = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
        # A repository that was made first does not stand in the way.
        held = [name for name in held if name != ".git"]
        if held:
            raise _occupied(folder, held)
        (folder / TEXTS).mkdir(parents=True)
    except OSError as error:
        what = reason(error, Text("不能建目录：", "cannot be made: "))
        hint = Text("请换一个目录名", "choose another folder")
        raise KGError(what, where=str(folder), hint=hint) from error
    files = {"README.md": README.encode("utf-8"), ".gitignore": IGNORED.encode("utf-8")}
    if workbook:
        files[BOOK] = blank_workbook(TABLES[1:], chinese=chinese)
    for name in TABLES[:1] if workbook else TABLES:
        blank = blank_table(name, chinese=chinese)
        files[f"{blank.stem}.csv"] = csv_bytes(blank)
    for name, content in files.items():
        write_new(folder / name, content)
    return [folder / name for name in files]


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        KGError: if it is there, or cannot be written.
    """
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        what = Text("文件已存在，不覆盖", "it exists and is not overwritten")
        hint = Text("请换一个文件名，或先移走它", "choose another name, or move it away first")
        raise KGError(what, where=str(path), hint=hint) from error
    except OSError as error:
        what = reason(error, Text("写不了：", "cannot be written: "))
        raise KGError(what, where=str(path)) from error


def _occupied(folder: Path, held: list[str]) -> KGError:
    shown = held[:3]
    more = Text(f"等 {len(held)} 项", f" and {len(held) - 3} more") if held[3:] else Text("", "")
    zh, en = "、".join(shown) + more.zh, ", ".join(shown) + more.en
    return KGError(
        Text(f"目录不是空的，里面有 {zh}", f"the folder is not empty: it has {en}"),
        where=str(folder),
        hint=Text(
            "请用新目录；要添一张表，运行 kg template 类名 -o 目录",
            "name a new folder; to add a table to it, run `kg template CLASS -o FOLDER`",
        ),
    )
