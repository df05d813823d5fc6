"""Which characters no text here holds, and which are the same to readers of Chinese.

One rule for whatever comes in, and whatever goes out.

Control characters steer terminals and have no place in XML (XLSX, GEXF, GraphML); the marks that
turn the direction of writing make a text read otherwise than it is.

What is copied out of a PDF may hold radicals instead of characters, which look the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from kg.errors import KGError, Text

__all__ = ["HALF_WIDTH", "INVISIBLE", "half_width", "simplified", "unified", "visible", "whole"]

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def half_width(text: str) -> str:
    """Full-width digits and signs, as an input method leaves them, as plain ones.

    >>> half_width("２０１７－０３")
    '2017-03'
    """
    return text.translate(HALF_WIDTH)


def visible(text: str) -> str:
    r"""The text with a sign in place of each character that no text may hold.

    >>> visible("a\x1b[31mb\u202e") == "a\ufffd[31mb\ufffd"
    True
    """
    return INVISIBLE.sub("\ufffd", text)


def whole(text: str) -> str:
    """The text itself.

    Raises:
        KGError: if it holds half a character (a lone surrogate), which no store can hold.

    Example:
        >>> whole("大连")
        '大连'
    """
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise KGError(
            Text("文字里有不成字符的代码", "the text holds half a character (a lone surrogate)"),
            hint=Text("请重新输入", "retype it"),
        )
    return text


# Unicode's property Equivalent_Unified_Ideograph, for the block of supplementary radicals.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻"
    "⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_CHARACTERS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿"
    "肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# Forms of Hong Kong, and such as OpenCC itself writes, that its `t2s` leaves as they are.
_VARIANTS = str.maketrans("衞敍枱粧糭衹濬澂", "卫叙台妆粽只浚澄")


def unified(text: str) -> str:
    """The text with characters in place of radicals that look like them, of the same length.

    >>> unified("⻓海县⼈⺠政府")
    '长海县人民政府'
    """
    return text if text.isascii() else text.translate(_unified())


@cache
def _unified() -> dict[int, Any]:
    """Kangxi radicals are compatibility characters and have theirs in Unicode's decomposition."""
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return {**str.maketrans(_RADICALS, _CHARACTERS), **kangxi}


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length.

    >>> simplified("大連"), simplified("中衞市"), simplified("⻘岛")
    ('大连', '中卫市', '青岛')
    """
    # A byte of the command line that is no UTF-8 is a character of no alphabet.
    plain = unified(text).translate(_VARIANTS).encode("utf-8", "replace").decode("utf-8")
    return str(_converter().convert(plain))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
