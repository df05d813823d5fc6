"""What the site tells of itself, and the form by which one proposes a pairing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.entities import Record
from kg.errors import Text
from kg.questions.sheet.headline import RELIABILITY

__all__ = ["ABOUT", "LEAD", "PROPOSE", "fields"]

ABOUT: list[tuple[Text, list[Text]]] = [
    (
        Text("这是什么", "What this is"),
        [
            Text(
                "中国区域之间由政策安排的合作：对口支援、东西部协作、对口合作及其同类。每一条都写明"
                "哪份文件说的、文件的日期、在原文的什么位置。",
                "Cooperation between Chinese regions arranged by policy: counterpart support, "
                "east–west cooperation, counterpart cooperation and their relatives. Every entry "
                "names the document that says so, its date and the place in its text.",
            ),
            Text(
                "这些页面由数据生成，不连接任何服务器，也不收集任何信息；可以整个拷走，在没有网络的"
                "电脑上打开。",
                "These pages are made from the data, ask no server and collect nothing; "
                "the folder can be copied and opened on a computer without a network.",
            ),
        ],
    ),
    (
        Text("怎样读", "How to read it"),
        [
            Text(
                "公布的不等于落实的：一份文件说两地结对，说的是文件发布时的安排。",
                "Announced is not delivered: a document that pairs two places tells what was "
                "arranged when it was issued.",
            ),
            Text(
                "没有收录不等于没有。各合作计划公布了多少、收录了多少、还缺哪些，写在该计划的页上。",
                "What is not here is not denied. The page of a programme tells what it announced, "
                "what is here, and what is missing by name.",
            ),
            Text(
                "来源说法不一的，并列各家说法，不替读者选一个；来源没有说的，不猜。",
                "Where sources differ, all are shown and none is chosen; what no source says "
                "is not guessed.",
            ),
            Text(
                "地名按文件发布时的叫法，并指向今天的单位。地图只画海岸，不画任何行政界线或国界。",
                "Places go by the names of their time and lead to the units of today. Maps draw "
                "coasts only: no administrative and no national border.",
            ),
        ],
    ),
    (
        Text("人名", "Persons"),
        [
            Text(
                "只收公开职务中的人：任职、签字、讲话。干部、医生、教师、学生和农户只计人数，不记姓名。"
                "人不作排名，有关页面请搜索引擎不要收录。",
                "Persons are named in public roles only: in office, signing, speaking. Cadres, "
                "doctors, teachers, pupils and households are counted and not named. Nobody is "
                "ranked, and the pages of persons ask search engines not to list them.",
            ),
        ],
    ),
    (
        Text("更正和删除", "Corrections and removal"),
        [
            Text(
                "发现错误，请写明页面上的编号、正确的说法和能证明它的网页（须是发布者自己的网址）。"
                "请求删除与本人有关的内容，写明编号即可，不必说明理由。编号从不另作他用：合并了的，"
                "旧编号转到新编号；删去的，不再查得到。",
                "To report an error, give the id on the page, what is right, and the page that "
                "shows it (at its publisher's own address). To have something about yourself "
                "removed, the id is enough; no reason is asked for. Ids are never used again: one "
                "that was merged leads to its successor, one that was removed is not found.",
            ),
        ],
    ),
    (
        Text("许可和引用", "Licence and citation"),
        [
            Text(
                "数据的编录和编排采用 CC BY 4.0；事实本身谁都可以用。原文的引文属于原作者，本站一般"
                "不带引文。链接指向查阅时所见的网页，多为发布者自己的；转载的标作“网页”或“弱来源”。",
                "Coding and arrangement are under CC BY 4.0; facts are free. Quotations belong to "
                "their authors and are usually not part of this site. Links lead to the page that "
                "was read, mostly its publisher's own; copies are marked as web pages or weak.",
            ),
            Text("引用整个数据集：", "To cite the data set:"),
        ],
    ),
]

LEAD = [
    Text(
        "知道一对这里没有的结对？找到说出它的网页（须是发布者自己的网址，转载的不算），填好下面的"
        "表，得到两行表格，交给维护者，或放进自己的数据目录用 kg build 建库。填的内容只留在"
        "这个网页里，不会发到任何地方。",
        "Do you know a pairing that is not here? Find the page that states it (at its "
        "publisher's own address; a copy is a lead, not a source) and fill in the form. You "
        "get two rows to send to the maintainers, or to put into a data folder of your own for "
        "kg build. What you type stays on this page and is sent nowhere.",
    ),
    Text(
        "照网页写的填，网页没有说的留空：不要推算，也不要补。",
        "Enter what the page says and leave empty what it does not say: nothing is worked out.",
    ),
]

PROPOSE = {
    "make": Text("生成表格行", "Make the rows"),
    "made": Text("表格行", "The rows"),
    "how": Text(
        "各存成一个文件，放在同一个目录；第一行是列名。运行 kg build 目录，不妥之处会逐行列出。",
        "Save each as a file in one folder; the first line names the columns. kg build FOLDER "
        "tells line by line what is not right.",
    ),
    "copy": Text("复制", "Copy"),
    "copied": Text("已复制", "copied"),
}


def fields(
    lang: str, mechanisms: Sequence[Record], programmes: Sequence[Record]
) -> list[dict[str, Any]]:
    """The fields of the form, in the words of a language.

    Args:
        lang: ``zh`` or ``en``.
        mechanisms: concepts to choose from.
        programmes: likewise.
    """

    def field(name: str, label: Text, hint: Text | None = None, **more: Any) -> dict[str, Any]:
        return {
            "name": name,
            "label": label.in_language(lang),
            "hint": hint.in_language(lang) if hint else "",
            "type": "text",
            "needed": False,
            "options": [],
            **more,
        }

    def chosen(records: Sequence[Record]) -> list[tuple[str, str]]:
        return [(one["id"], one[lang]) for one in records]

    return [
        field(
            "one",
            Text("一方", "One of the two"),
            Text(
                "写全称，区县带上所在的市：天津市和平区",
                "In full, a district with its city: 天津市和平区",
            ),
            needed=True,
        ),
        field("other", Text("另一方", "The other"), needed=True),
        field(
            "direction",
            Text("支援方向", "Who supports"),
            options=[
                ("one", Text("前者支援后者", "the first supports the second").in_language(lang)),
                ("other", Text("后者支援前者", "the second supports the first").in_language(lang)),
            ],
        ),
        field("mechanism", Text("机制", "Mechanism"), options=chosen(mechanisms)),
        field(
            "programme",
            Text("合作计划（哪一轮）", "Programme (which round)"),
            Text("网页指明哪一轮才选", "Only if the page names it"),
            options=chosen(programmes),
        ),
        field(
            "since",
            Text("始于", "Since"),
            Text("2017、2017-03 或 2017-03-01", "2017, 2017-03 or 2017-03-01"),
        ),
        field("url", Text("网址", "Address of the page"), type="url", needed=True),
        field("title", Text("网页标题", "Title of the page"), needed=True),
        field("publisher", Text("发布者", "Publisher"), needed=True),
        field(
            "reliability",
            Text("可靠程度", "Reliability"),
            Text(
                "政府和机关自己的网站选“官方”，报社、通讯社自己的网站选“媒体”",
                "“official” for a government’s own site, “press” for a newspaper’s or agency’s own",
            ),
            needed=True,
            options=[
                (f"reliability/{key}", word.in_language(lang)) for key, word in RELIABILITY.items()
            ],
        ),
        field(
            "issued",
            Text("发布日期", "Date of the page"),
            Text("网页上写明的；没有写明就留空", "As printed there; empty if it is not"),
        ),
    ]
