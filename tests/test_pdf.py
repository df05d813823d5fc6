"""PDF with a text layer: what a browser printed is read as it was written; a scan is refused."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from kg.errors import KGError
from kg.texts.documents import read_document
from kg.texts.printed import Piece, running_text

SIGNED = (
    "2024年6月18日，天津市和平区与甘肃省会宁县签署《东西部协作框架协议》，双方将在产业、劳务、教育、"
    "医疗等领域开展全方位协作，共同推进乡村振兴。"
)
HELPED = (
    "天津市滨海新区对口帮扶甘南藏族自治州合作市，今年以来投入财政援助资金16.5亿元，实施帮扶项目近"
    "210个，选派干部120名，覆盖全市所有乡镇。"
)
PARAGRAPHS = (SIGNED, HELPED, "大连市与上海市开展对口合作，签署《战略合作协议》。")
ROWS = (("天津市和平区", "会宁县", "2017"), ("天津市南开区", "庄浪县", "2018"))
STYLE = (
    "<style>body { font: 14px 'Noto Sans CJK SC' } p { text-indent: 2em; margin: 0 }"
    " .two { column-count: 2; column-gap: 30px } table { width: 100% }</style>"
)
HEAD = "<span style='font-size: 9px; margin-left: 60px'>天津协作简报 2024年第6期</span>"
FOOT = "<span style='font-size: 9px; margin-left: 280px'>— <span class=pageNumber></span> —</span>"


@pytest.fixture
def printed(browser, tmp_path):
    """What Chromium prints of a page, with running head and page number."""

    def made(html: str):
        page = browser.new_page()
        page.set_content(STYLE + html)
        path = tmp_path / "印.pdf"
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "60px")
        page.pdf(
            path=str(path),
            format="A4",
            margin=margin,
            display_header_footer=True,
            header_template=HEAD,
            footer_template=FOOT,
        )
        page.close()
        return path

    return made


def written(times: int) -> str:
    return "".join(f"<p>{one}</p>" for one in PARAGRAPHS) * times


@pytest.mark.browser
@pytest.mark.parametrize("columns", ["", "two"])
def test_paragraphs_are_whole_and_running_heads_gone(printed, columns):
    path = printed(f"<h1>津甘协作通报</h1><div class='{columns}'>{written(12)}</div>")
    lines = read_document(path).text.splitlines()
    assert lines == ["津甘协作通报", *PARAGRAPHS * 12]


@pytest.mark.browser
def test_rows_of_a_table_stay_rows(printed):
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    lines = read_document(printed(f"{written(1)}<table>{rows}</table>")).text.splitlines()
    # Of one page nobody can tell what is its running head.
    assert lines[1:] == [*PARAGRAPHS, *("\t".join(row) for row in ROWS)]


def test_a_scan_is_refused_by_name(tmp_path):
    document = pdfium.PdfDocument.new()
    document.new_page(595, 842)
    document.save(tmp_path / "扫描.pdf")
    with pytest.raises(KGError) as caught:
        read_document(tmp_path / "扫描.pdf")
    assert "扫描件" in caught.value.message("zh")
    assert "scan" in caught.value.message("en")


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"%PDF-1.4" + b"[" * 200_000, b"PK\x03\x04"]
)
def test_what_is_no_pdf_is_refused_without_a_traceback(tmp_path, content):
    path = tmp_path / "坏.pdf"
    path.write_bytes(content)
    with pytest.raises(KGError):
        read_document(path)


def test_a_line_that_is_not_full_ends_a_paragraph():
    def line(height, left, right, text):
        return Piece(left, height, right, height + 10, text)

    page = [
        line(100, 20, 200, "一二三四五六"),
        line(85, 0, 90, "七八。"),
        line(70, 20, 200, "九十"),
        line(55, 0, 200, "十一"),
    ]
    assert running_text([page]) == "一二三四五六七八。\n九十十一\n"
    assert running_text([[]]) == ""
