"""The text of a document is what its reader sees, and no document can do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from kg.errors import KGError
from kg.texts import documents
from kg.texts.documents import read_document
from kg.texts.pages import page_text

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def word(body: str, *, namespace: str = WORD, before: str = "", **parts: str) -> bytes:
    """A Word file as small as it can be."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f'{before}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:n xmlns:w="{namespace}">{text}</w:n>')
    return content.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.fixture
def read(tmp_path):
    def run(name, content, encoding=None):
        path = tmp_path / name
        path.write_bytes(content)
        return read_document(path, encoding)

    return run


# What a reader sees


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>大连<b>与</b>上海</p><p>签约", "大连与上海\n签约\n"),
        ("大连<br>上海<br/>沈阳", "大连\n上海\n沈阳\n"),
        ("<p>a\n  b&nbsp;c</p>", "a b c\n"),
        ("<pre>甲  乙\n丙</pre>", "甲  乙\n丙\n"),
        ("<table><tr><td>甲<td>乙<tr><td>丙</table>", "甲\t乙\n丙\n"),
        ("<style>p{}</style><script>alert(1)</script><!-- x -->文<noscript>无</noscript>", "文\n"),
        ("<div>&lt;b&gt; &#20013;&amp;</div>", "<b> 中&\n"),
        ("<ul><li>一<li>二</ul>", "一\n二\n"),
        ("<p>大连市<span style='display:none'>（隐藏）</span>与上海市", "大连市与上海市\n"),
        (
            "<p>大连<i style='VISIBILITY : Hidden'>藏</i><b hidden>藏</b><dialog>藏</dialog>市",
            "大连市\n",
        ),
        ("<style>.x,#y{display:none}</style><p class=x>藏</p><p id=y>藏</p><p>文", "文\n"),
        ("<style>.t{display:none}.t.on{display:block}</style><p class='t on'>文", "文\n"),
        ("<style>@media print{.x{display:none}}</style><p class=x>文", "文\n"),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>", "漢hàn\n"),
        ("<nav>首页</nav><p>文</p><aside>相关</aside><footer>版权</footer>", "文\n"),
        ("<div class='top nav'>首页</div><div id=sidebar>旧闻</div><p>文", "文\n"),
        ("<div role=navigation>首页</div><p>文", "文\n"),
        # What is called so and holds the article is it; a page of nothing else is kept.
        ("<div class=related><h1>题</h1><p>文</p></div><div class=nav>首页</div>", "题\n文\n"),
        ("<div class=menu>大连市</div>", "大连市\n"),
        (
            "<table><tr><td><p>四平</p></td><td><p>金华</p><p>市</p></td></tr></table>",
            "四平\t金华 市\n",
        ),
        ("<table><tr><td>" + "<p>一段话。</p>" * 40 + "</table>", "一段话。\n" * 40),
    ],
)
def test_a_page_gives_its_visible_text(page, text):
    assert page_text(page) == (None, text)


def test_a_page_may_have_a_title(read):
    found = read("a.html", "<title> 沪连\n签约 </title><p>文".encode())
    assert (found.title, found.text) == ("沪连 签约", "文\n")


@pytest.mark.parametrize("namespace", [WORD, STRICT])
def test_a_word_file_gives_its_paragraphs_and_notes(read, namespace):
    body = (
        paragraph("大连市与上海市签约。")
        + "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:tab/>"
        + "<w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>"
        + "<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        + "<w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>"
        + "<w:p><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom></w:p>"
        + "<w:tbl><w:tr><w:tc>"
        + paragraph("格")
        + "</w:tc></w:tr><w:tr><w:tc>"
        + paragraph("罗湖区")
        + "</w:tc><w:tc>"
        + paragraph("宁都县")
        + paragraph("（赣州）")
        + "</w:tc></w:tr></w:tbl>"
    )
    found = read("a.docx", word(body, namespace=namespace, footnotes=paragraph("注")))
    assert found.text == "大连市与上海市签约。\n一\t二\n三\n增\n格\n罗湖区\t宁都县 （赣州）\n注\n"


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("a.txt", "大连\r\n上海\r".encode(), None),
        ("a.txt", b"\xef\xbb\xbf" + "大连\n上海\n".encode(), None),
        ("a.txt", "大连\n上海\n".encode("utf-16"), None),
        ("a.txt", "大连\n上海\n".encode("gb18030"), "gbk"),
        ("a.htm", '<meta charset="gb2312"><p>大连<p>上海'.encode("gbk"), None),
        ("a.html", "<p>大连<p>上海".encode("big5", "replace"), None),
    ],
)
def test_a_text_is_decoded_by_what_it_says_and_never_by_guessing(read, name, content, encoding):
    if b"<p>" in content and b"charset" not in content:
        with pytest.raises(KGError) as caught:
            read(name, content, encoding)
        assert "--encoding" in caught.value.message("zh")
    else:
        assert read(name, content, encoding).text == "大连\n上海\n"


# What is refused


@pytest.mark.parametrize(
    ("name", "content", "zh", "en"),
    [
        ("a.pdf", b"%PDF", "打不开", "it is damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "请另存为 .txt、.html、.docx 或 .pdf", "save it as"),
        ("a.txt", b"abc\0def", "这不是文本文件", "this is no text"),
        ("a.txt", b" \r\n", "里面没有文字", "holds no text"),
        ("a.txt", "大连".encode("gb18030"), "用 --encoding 写明编码", "with --encoding"),
        ("a.html", '<meta charset="utf-8">大连'.encode("gbk"), "不是 utf-8 编码", "is not utf-8"),
        ("a.html", b'<meta charset="zip">x', "没有编码“zip”", "no encoding “zip”"),
        ("a.html", b"<script>x</script>", "里面没有文字", "holds no text"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "打不开", "damaged, locked"),
        ("a.docx", b"PK\x03\x04", "打不开", "damaged, locked"),
        ("a.docx", word(""), "里面没有文字", "holds no text"),
        ("a.docx", word("<w:p>"), "打不开", "damaged, locked"),
        (
            "a.docx",
            word(paragraph("&x;"), before='<!DOCTYPE d [<!ENTITY x "大连">]>'),
            "打不开",
            "damaged, locked",
        ),
    ],
)
def test_what_is_no_document_is_refused_with_a_way_out(read, name, content, zh, en):
    with pytest.raises(KGError) as caught:
        read(name, content)
    assert zh in caught.value.message("zh")
    assert en in caught.value.message("en")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx"])
def test_sizes_are_bounded_whatever_an_archive_says(read, monkeypatch, name):
    monkeypatch.setattr(documents, "MAX_BYTES", 5000)
    monkeypatch.setattr(documents, "MAX_PAGE", 5000)
    text = "大" * 5000
    content = word(paragraph(text)) if name == "a.docx" else text.encode()
    assert name != "a.docx" or len(content) < 5000
    with pytest.raises(KGError) as caught:
        read(name, content)
    assert "太大" in caught.value.message("zh")


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<!--", "<table><tr><td>", "<a b='", "<![CDATA[", "<p>", "<", "&#"]
)
def test_hostile_pages_take_no_longer_than_others_and_lose_nothing_before_them(piece):
    # The standard library's parser takes a minute over the third.
    text = page_text("大连" + piece * 100_000 + "<p>")[1]
    assert text.startswith("大连")


def test_nothing_nested_deeply_is_lost():
    assert page_text("<div>" * 5000 + "大连" + "</div>" * 5000 + "上海")[1] == "大连\n上海\n"


def test_a_word_file_reads_no_file_of_the_machine(read, tmp_path):
    (tmp_path / "secret").write_text("秘密", encoding="utf-8")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    with pytest.raises(KGError):
        read("a.docx", word(paragraph("文&x;"), before=entity))


def test_big5_is_read_as_browsers_do(read):
    page = "<meta charset=big5><p>嘅咗".encode("big5hkscs")
    assert read("a.html", page).text == "嘅咗\n"
    assert read("a.txt", "嘅咗\n".encode("big5hkscs"), "big5").text == "嘅咗\n"


@pytest.mark.parametrize(
    ("written", "called", "told"),
    [("big5", "gb18030", "--encoding big5"), ("gb18030", "big5", "--encoding gb18030")],
)
def test_a_wrong_encoding_that_can_be_read_is_told(read, written, called, told):
    text = "大連市與上海市對口合作工作方案由兩市政府共同制定並組織實施。" * 3
    if written == "gb18030":
        text = "大连市与上海市对口合作工作方案由两市政府共同制定并组织实施。" * 3
    with pytest.raises(KGError) as caught:
        read("a.txt", text.encode(written), called)
    assert told in caught.value.message("zh")
    assert read("a.txt", text.encode(written), written).text == text
