"""Every word of the interface, in Chinese and English: the one table."""

# ruff: noqa: E501, ISC004 (one entry, one line per language; Chinese counts double)

from __future__ import annotations

from kg.maps.wording_asked import ASKED

__all__ = ["STRINGS"]

STRINGS: dict[str, tuple[str, str]] = {
    **ASKED,
    "title": ("区域合作地图", "Map of regional cooperation"),
    "inShort": ("概要", "In short"),
    "skip": ("跳到列表", "Skip to the list"),
    # views and tools
    "views": ("视图", "Views"),
    "pairs": ("结对", "Pairs"),
    "network": ("网络", "Network"),
    "geo": ("地理", "Geography"),
    "matrix": ("对照", "Matrix"),
    "list": ("列表", "List"),
    "search": ("搜索：大连、dalian、dl", "Search: Dalian, 大连, dl"),
    "searchLabel": ("按名称搜索", "Search by name"),
    "noHit": ("没有匹配的名称", "No name matches"),
    "hits": ("条结果", "results"),
    "language": ("语言", "Language"),
    "theme": ("切换深色与浅色", "Switch dark and light"),
    "zoomIn": ("放大", "Zoom in"),
    "zoomOut": ("缩小", "Zoom out"),
    "fit": ("显示全图", "Show all"),
    "legend": ("图例与筛选", "Legend and filter"),
    "details": ("详情", "Details"),
    "close": ("关闭", "Close"),
    "export": ("导出", "Export"),
    "copyLink": ("复制链接", "Copy link"),
    "copied": ("已复制", "Copied"),
    "copiedHere": (
        "已复制。这是本机文件的地址，只能在这台电脑上打开；要给别人看，请发送这个文件，或者放到网站上。",
        "Copied. This is the address of a file on this computer and opens nowhere else; to share it, "
        "send the file or put it on a web site.",
    ),
    "canvas": (
        "合作关系图。方向键在节点间移动，回车查看详情，Esc 取消；同样的内容见列表。",
        "Drawing of the cooperation network. Arrow keys move between nodes, Enter goes to the details, "
        "Escape clears; the list has the same content.",
    ),
    # legend
    "classes": ("类别", "Classes"),
    "relations": ("关系", "Relations"),
    "all": ("全选", "All"),
    "none": ("全不选", "None"),
    "withinNote": (
        "隶属关系不是合作关系，默认不画，也不计入",
        "Containment is no tie: not drawn at first, never counted",
    ),
    "pairsNote": (
        "本视图只画结对关系，线上写明领域、起始年份和阶段，空白表示来源没有写；其余见“网络”和“列表”",
        "This view shows pairings only. The line says field, year and stage as far as a source does; for the rest see Network and List",
    ),
    # panel
    "howTo": ("怎样看这张图", "How to read this map"),
    "howToText": (
        "点选一个对象，可以看到它的资料、关系和每一条的出处；点选连线，可以看到这一条关系。按 / 键搜索，汉字、拼音、首字母、英文都可以；方向键在图上移动，Esc 复位；按住 Ctrl（Mac 为 ⌘）点选，可以比较几个。",
        "Select a symbol for its facts, its relations and the source of each; select a line for that one relation. "
        "Press / to search by characters, pinyin, initials or English; arrow keys move across the drawing, Esc resets; "
        "Ctrl-click (⌘ on a Mac) compares several.",
    ),
    "most": ("联系最多", "Most connected"),
    "mostNote": (
        "有关联的不同对象数，隶属关系不计",
        "Number of different neighbours, containment not counted",
    ),
    "sources": ("来源", "Sources"),
    "facts": ("资料", "Facts"),
    "names": ("别名", "Also called"),
    "lies": ("隶属", "Lies in"),
    "noRelation": ("来源中没有记载它的合作关系。", "The sources state no tie of it."),
    "since": ("起始", "since"),
    "until": ("截止", "until"),
    "form": ("形式", "form"),
    "field": ("领域", "field"),
    "stage": ("阶段", "stage"),
    "progress": ("进展", "progress"),
    "stageHead": ("阶段", "Stage"),
    "programme": ("框架", "programme"),
    "characters": ("第 {0} 字符", "characters {0}"),
    "link": ("原文链接", "Link to the page"),
    "inferredDate": ("推定", "inferred"),
    "undated": ("未注明日期", "undated"),
    "unpublished": ("未注明发布者", "publisher not stated"),
    "official": ("官方", "official"),
    "press": ("媒体", "press"),
    "web": ("网页", "web page"),
    "weak": ("弱来源", "weak source"),
    "inferred": ("推定", "inferred"),
    "inferredMark": (
        "虚线：由规则推定，或对方未指明",
        "dashes: inferred by rule, or partner left open",
    ),
    "conflict": ("来源不一致：{0}", "Sources differ on: {0}"),
    "colon": ("：", ": "),
    "listed": ("、", ", "),
    "noScript": (
        "这里没有运行脚本，只显示列表；用浏览器打开这个文件，可以看到图。",
        "Scripts do not run here, so only the list is shown; open the file in a browser to see the drawing.",
    ),
    "conflictMark": ("来源不一致", "sources differ"),
    "open": ("来源只说“{0}”，没有指明是谁", "The source says only “{0}” and names no one"),
    "group": (
        "来源计有 {0} 对，指名 {1} 对，其余 {2} 对未指名",
        "The sources count {0} pairs and name {1}; {2} are left unnamed",
    ),
    "groupLine": ("另有 {0} 对，来源未指名", "{0} more pairs, counted but not named"),
    "roundOpen": ("{0}（轮次未写明）", "{0} (round not stated)"),
    "supporters": ("支援方", "Supporting"),
    "supported": ("受援方", "Supported"),
    "sections": ("合作计划", "Programme"),
    "sectionsAll": ("选一个，跳到那里", "choose one to go there"),
    "otherPairings": ("其他结对关系", "Other pairings"),
    # path
    "path": ("路径", "Path"),
    "pathTitle": ("两个对象怎样相连", "How two entities are connected"),
    "pathFrom": ("起点", "From"),
    "pathTo": ("终点", "To"),
    "pathWithin": ("可以经过隶属关系", "may walk containment"),
    "pathSteps": ("{0} 步", "{0} steps"),
    "pathStep": ("1 步", "1 step"),
    "pathNone": (
        "本图的数据中，{0}与{1}之间没有路径。",
        "In the data of this map no path leads from {0} to {1}.",
    ),
    "pathNoneWithin": (
        "不经过隶属关系，{0}与{1}之间没有路径。",
        "Without containment no path leads from {0} to {1}.",
    ),
    "pathSame": ("起点和终点是同一个对象。", "Both ends are the same entity."),
    "pathPick": (
        "选定两个对象，就会给出最短的路径，每一步都有关系和出处。",
        "Choose two entities for a shortest path, with relation and source for each step.",
    ),
    "pathNote": (
        "步数最少的一条；步数相同时，优先走结对关系，隶属关系排在最后。方向不计。",
        "One with the fewest steps; among equals pairings come first and containment last. Direction does not count.",
    ),
    "pathHere": ("由此到…", "Path from here"),
    # compare
    "compare": ("比较", "Compare"),
    "compareAdd": ("加入比较", "Compare"),
    "compareDrop": ("移出比较", "Remove from comparison"),
    "compareTitle": ("{0}的合作方", "Partners of {0}"),
    "compareAnd": ("与", " and "),
    "compareMore": ("再加一个对象", "Add an entity"),
    "compareDirect": ("它们之间的结对关系（{0}）", "Pairings between them ({0})"),
    "compareNone": ("来源没有记载它们之间有结对关系。", "No source states a pairing between them."),
    "compareBeneath": ("这些结对之下（{0}）", "Part of these ({0})"),
    "commonPartners": ("共同的结对对象", "Common pairing partners"),
    "commonOthers": ("共同关联的其他对象", "Other common neighbours"),
    "noneCommon": ("没有", "None"),
    "ownPartners": ("{0}的结对对象", "Pairing partners of {0}"),
    # time
    "time": ("时间", "Time"),
    "timeAll": ("不限时间", "Any time"),
    "timeAt": ("{0} 年", "In {0}"),
    "timeNote": (
        "本视图画出其中 {0} 条：当年可能有效，其中 {2} 条不能确定全年有效；隐去 {1} 条。",
        "Of this view’s relations {0} are drawn: they may hold in that year, {2} of them not for "
        "certain all year; {1} are hidden.",
    ),
    "timeUndated": ("画出未注明日期的 {0} 条", "Draw the {0} without a date"),
    "timeOff": (
        "本视图：自身或所属轮次有日期的 {0} 条，都没有的 {1} 条",
        "In this view {0} dated, by themselves or by their round; {1} not",
    ),
    # size
    "fieldFilter": ("领域", "Field"),
    "fieldAll": ("全部领域", "all fields"),
    "fieldCount": ("{0}（{1}）", "{0} ({1})"),
    "fieldNote": (
        "本视图 {0} 条关系注明了这一领域（含更窄的领域），其余不画。",
        "{0} relations of this view state this field or a narrower one; the others are not drawn.",
    ),
    "size": ("节点大小", "Symbol size"),
    "measure_ties": ("关联数", "Neighbours"),
    "measure_degree": ("结对度中心性", "Degree centrality"),
    "measure_betweenness": ("结对介数中心性", "Betweenness centrality"),
    "measure_closeness": ("结对接近中心性", "Closeness centrality"),
    "measure_even": ("一样大", "All the same"),
    "formula_ties": (
        "有关系的不同对象数，隶属不计。",
        "Different neighbours by any tie, containment not counted.",
    ),
    "formula_degree": (
        "结对伙伴数 ÷ (n−1)，n = {0} 个有指名结对的对象。",
        "Pairing partners ÷ (n − 1), n = {0} entities in named pairings.",
    ),
    "formula_betweenness": (
        "Σ σ(s,t|v)/σ(s,t) ÷ ((n−1)(n−2)/2)，即经过它的最短路径所占的份额；结对关系的简单无向图，n = {0}。",
        "Σ σ(s,t|v)/σ(s,t) ÷ ((n−1)(n−2)/2): the share of shortest paths through it, in the simple undirected graph of pairings, n = {0}.",
    ),
    "formula_closeness": (
        "可达对象数 ÷ 到它们的距离之和，再乘以可达的比例（Wasserman–Faust）；结对关系的简单无向图，n = {0}。",
        "Reachable entities ÷ sum of distances to them, times the share that is reachable (Wasserman–Faust); simple undirected graph of pairings, n = {0}.",
    ),
    "formula_even": ("大小不表示数值。", "Size says nothing."),
    # regions
    "region": ("区域", "Region"),
    "regionAll": ("全部", "Everything"),
    # export
    "exportPng": ("PNG 图片", "PNG picture"),
    "exportSvg": ("SVG 矢量图", "SVG drawing"),
    "exportJson": ("JSON 数据", "JSON data"),
    "print": ("打印", "Print"),
    "sheet": ("证据页", "Evidence sheet"),
    "exportCsv": ("CSV 表格（本视图）", "CSV of this view"),
    "copyEmbed": ("复制嵌入代码", "Copy embed code"),
    "noEmbed": (
        "这里没有嵌入代码：kg serve 不让别的网站嵌入它的网页。要嵌入，用 kg site 写出静态网站。",
        "No embed code here: kg serve lets no other site frame its pages. To embed, write a static site with kg site.",
    ),
    "copiedEmbed": (
        "已复制嵌入代码。先把这个文件放到网站上，再把代码中的地址换成那里的。",
        "Embed code copied. Put this file on a web site first, and its address there into the code.",
    ),
    "keyDot": ("一个{0}来源", "a source: {0}"),
    "keyBand": (
        "两省之间的全部结对，数字为条数，由支援方（粗）到受援方（细）",
        "all pairings between two provinces, with their number, from who supports (broad) to who is supported (narrow)",
    ),
    "keyRing": ("省内结对", "inside one province"),
    "pictureLicence": (
        "cooperation-kg 随附数据 CC BY 4.0",
        "packaged data of cooperation-kg: CC BY 4.0",
    ),
    "pictureGround": (
        "底图 Natural Earth（公有领域），不画任何边界",
        "ground: Natural Earth (public domain), no borders of any kind",
    ),
    "pictureAddress": ("地址：{0}", "Address: {0}"),
    "copyCitation": ("复制引用", "Copy citation"),
    "more": ("其余 {0} 类", "{0} more classes"),
    "moreRelations": ("其余 {0} 种", "{0} more relations"),
    "marks": ("标记", "Marks"),
    "openMark": (
        "空心：来源没有指明，或只有数目",
        "hollow: left open by the source, or only counted",
    ),
    "direction": ("由{0}到{1}", "from {0} to {1}"),
    "bundled": ("{0} 个{1}", "{0}: {1}"),
    "notDrawn": (
        "本视图没有画出它，详情照常显示。",
        "This view does not draw it; its details are complete.",
    ),
    "tools": ("工具", "Tools"),
    "sourcesOf": ("{0} 份来源，{1} 份写到结对", "{0} sources, {1} of them on pairings"),
    "sourceCount": ("{0} 份来源", "{0} sources"),
    # notes
    "leftOut": (
        "数据共有 {0} 个对象，本图画了 {1} 个，略去 {2} 个与所选视图关系最小的（自己加入的都在）；--limit 可以改变个数，kg map 名称 --depth 1 画出某一处的周围。",
        "The data hold {0} entities; this map draws {1} and leaves out the {2} least relevant to its view (none of "
        "your own). --limit changes the number, kg map NAME --depth 1 draws the part around a name.",
    ),
    "geoNote": (
        "等距圆柱投影，底图只有陆地和海洋，不画任何边界。符号相互避让，细线指向实际位置；没有坐标的 {0} 个对象未画出。",
        "Equirectangular projection; land and sea only, no borders of any kind. Symbols make way for each other, thin lines lead to the true point; {0} entities without coordinates are not drawn.",
    ),
    "bundle": ("{0}—{1} {2} 条线", "{0}–{1}, {2} lines"),
    "geoNoteShort": (
        "等距圆柱投影；没有坐标的 {0} 个对象未画出",
        "Equirectangular; {0} entities without coordinates not drawn",
    ),
    "openClass": ("来源未指明的一方", "partner left open"),
    "noPairs": ("数据中没有结对关系。", "The data hold no pairings."),
    "nothing": (
        "本视图没有可画的内容；其余见“列表”。",
        "This view has nothing to draw; for the rest see List.",
    ),
    "noPairsHere": (
        "本图的数据中没有结对关系；其余关系见“网络”和“列表”。",
        "The data of this map hold no pairings; for other ties see Network and List.",
    ),
    # on the line: the first field and how many there are, in English how many more; since when
    "fieldsOf": ("{0}等 {1} 个领域", "{0} + {1} more"),
    "fieldsShort": ("{0}等", "{0} etc."),
    "sinceYear": ("{0} 年起", "since {0}"),
    "below": ("下面还有 {0} 行 ↓", "{0} more rows below ↓"),
    # the sentence above the map
    "sentence": (
        "据 {docs}{asof}，{named}{levels}{open}{unnamed}。",
        "{docs}{asof} {named}{levels}{open}{unnamed}.",
    ),
    "sentenceNone": (
        "本图的数据中没有结对关系，只有其他关系。",
        "The data of this map hold no pairings, only other ties.",
    ),
    # English tells one from several: of the sources, then of the pairings.
    "docs": ("{0} 份来源", "{0} sources"),
    "docs1": ("{0} 份来源", "{0} source"),
    "named": ("指名的结对共 {0} 对", "name {0} pairings"),
    "named1": ("指名的结对共 {0} 对", "name {0} pairing"),
    "1named": ("指名的结对共 {0} 对", "names {0} pairings"),
    "1named1": ("指名的结对共 {0} 对", "names {0} pairing"),
    "asof": ("（截至 {0}）", " up to {0}"),
    "levels": ("：{0}", ": {0}"),
    "level0": ("省级 {0} 对", "{0} of provinces"),
    "level1": ("地市级 {0} 对", "{0} of cities"),
    "level2": ("区县和园区 {0} 对", "{0} of districts and parks"),
    "level9": ("其他 {0} 对", "{0} others"),
    "openCount": ("；另有 {0} 对没有指明对方", "; {0} more leave the partner open"),
    "openCount1": ("；另有 {0} 对没有指明对方", "; {0} more leaves the partner open"),
    "unnamedCount": ("；{0} 组只有数目", "; {0} sets are only counted"),
    "unnamedCount1": ("；{0} 组只有数目", "; {0} set is only counted"),
    # how the numbers of the sentence were counted
    "how": ("怎样计数", "How counted"),
    "howPair": (
        "一对：各方、框架和所属的上一级结对都相同，就算一对；几份来源都说到的也只算一次。",
        "A pairing: same partners, same programme, part of the same pairing. Stated by several sources, it counts once.",
    ),
    "howLevel": (
        "级别：以较低的一方为准。市与省、市与直辖市结对，计入地市级；新区计入区县。",
        "Level: that of the lower partner. A city paired with a province or municipality counts with the cities, new areas with the districts.",
    ),
    "howOther": (
        "其他：没有行政级别的对象，即{0}。",
        "Others: partners without an administrative level: {0}.",
    ),
    "howOpen": (
        "没有指明对方：来源只用泛称，没有说是哪一家，共 {0} 对，图上画成空心，不计入上面的总数。",
        "Left open: the source describes the partner and does not name it; {0} pairings, drawn hollow, not in the total.",
    ),
    "howUnnamed": (
        "只有数目：{0}。各组口径可能重叠，所以不相加，也不计入总数。",
        "Counted, not named: {0}. Their scopes may overlap, so they are neither added up nor in the total.",
    ),
    "howGroup": ("{0}，计 {1} 对，指名 {2} 对", "{0}: {1} counted, {2} named"),
    "howDocs": (
        "来源：写到结对关系的文件共 {0} 份，页脚的来源数还包括只支持其他内容的文件；截至日期是其中最晚一份的发布日期。",
        "Sources: the {0} documents that state pairings; the foot of the page also counts those that support other facts. The date is that of the latest of them.",
    ),
    # list view
    "pairTable": ("结对关系", "Pairings"),
    "tieTable": ("其他关系", "Other relations"),
    "entityTable": ("对象", "Entities"),
    "groupTable": ("只有数目、未指名的结对", "Pairings counted but not named"),
    "one": ("一方", "One side"),
    "other": ("另一方", "Other side"),
    "from": ("主体", "From"),
    "to": ("客体", "To"),
    "relation": ("关系", "Relation"),
    "date": ("日期", "Date"),
    "fieldForm": ("领域与形式", "Field and form"),
    "class": ("类别", "Class"),
    "name": ("名称", "Name"),
    "count": ("数目", "Count"),
    "source": ("来源", "Source"),
    "dataDate": ("数据截至 {0}", "Data as of {0}"),
    "version": ("数据版本 {0}", "Data version {0}"),
    "build": ("构建 {0}", "Build {0}"),
    "counts": ("{0} 个对象，{1} 条关系", "{0} entities, {1} relations"),
}
