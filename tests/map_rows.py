"""The rows that `tests.map_sample` makes its networks of."""

# ruff: noqa: E501 (tables, one row a line)

from __future__ import annotations

CLASSES = {
    "Province": ("省级行政区", "Province"),
    "Municipality": ("直辖市", "Municipality"),
    "City": ("地级行政区", "City"),
    "District": ("县级行政区", "District or county"),
    "NewArea": ("新区", "New area"),
    "Region": ("区域", "Region"),
    "Park": ("园区和功能区", "Park or zone"),
    "ChamberOfCommerce": ("商会", "Chamber of commerce"),
    "FederationOfIndustryAndCommerce": ("工商联", "Federation of industry and commerce"),
    "GovernmentBody": ("政府机构", "Government body"),
    "TradingExchange": ("交易所", "Trading exchange"),
    "Company": ("企业", "Company"),
    "Facility": ("设施与平台", "Facility or platform"),
    "Agreement": ("协议", "Agreement"),
    "Plan": ("方案", "Plan"),
    "Area": ("方面", "Area"),
    "Task": ("任务", "Task"),
    "Event": ("活动", "Event"),
    "open": ("来源未指明的一方", "Partner left open by the source"),
}
RELATIONS = {
    "Pairing": ("结对", "paired with", True),
    "signatory": ("签署", "signed", False),
    "participant": ("参加", "took part in", False),
    "party": ("涉及双方", "is a party of", False),
    "partOf": ("属于", "is part of", False),
    "mentions": ("提及", "mentions", False),
    "issuer": ("印发", "issued by", False),
    "originPlace": ("原籍地", "originates from", False),
    "hostPlace": ("驻在地", "based in", False),
    "within": ("位于", "lies in", False),
}
SUPER = {
    "Municipality": ["Municipality", "Province", "Place", "Entity"],
    "Province": ["Province", "Place", "Entity"],
    "City": ["City", "Place", "Entity"],
    "District": ["District", "Place", "Entity"],
    "NewArea": ["NewArea", "Place", "Entity"],
    "Plan": ["Plan", "Document", "Claim"],
    "ChamberOfCommerce": ["ChamberOfCommerce", "Organization", "Entity"],
    "FederationOfIndustryAndCommerce": ["FederationOfIndustryAndCommerce", "Organization"],
    "GovernmentBody": ["GovernmentBody", "Organization", "Entity"],
    "TradingExchange": ["TradingExchange", "Organization", "Entity"],
    "Company": ["Company", "Organization", "Entity"],
}
SOURCES = [
    (
        "000",
        "大连“对标”上海 经贸交流活动签约合作项目达131个",
        "国际在线",
        "2019-03-13",
        False,
        "press",
    ),
    ("001", "[第二届沪连对口合作高端论坛等五篇]", "大连日报", "2018-10-12", True, "press"),
    ("002", "[辽苏、沪连两个对口合作实施方案全文]", None, None, False, "web"),
    ("003", "[东北与东部对口合作两年综述]", None, "2019", True, "press"),
    ("004", "[辽宁沿海经济带工作推进会议]", "大观新闻", "2022-02", True, "press"),
    ("gazetteer", "行政区划表", "cooperation-kg", "2023", False, "official"),
]
# id, type, zh, en, level, long, lat, within, extra names
PLACES = """
liaoning Province 辽宁省 Liaoning 0 122.8 41.3 - lnl,liaoningsheng,ln,遼寧省,辽
jilin Province 吉林省 Jilin 0 126.2 43.7 - jilinsheng,jl
heilongjiang Province 黑龙江省 Heilongjiang 0 127.9 47.1 - heilongjiangsheng,hlj
jiangsu Province 江苏省 Jiangsu 0 119.4 33.0 - jiangsusheng,js,江蘇省
zhejiang Province 浙江省 Zhejiang 0 120.1 29.2 - zhejiangsheng,zj
guangdong Province 广东省 Guangdong 0 113.4 23.4 - guangdongsheng,gd
beijing Municipality 北京市 Beijing 0 116.4 39.9 - beijingshi,bj
shanghai Municipality 上海市 Shanghai 0 121.47 31.23 - shanghaishi,sh,沪
tianjin Municipality 天津市 Tianjin 0 117.2 39.1 - tianjinshi,tj
shenyang City 沈阳市 Shenyang 1 123.43 41.8 liaoning shenyangshi,sy
dalian City 大连市 Dalian 1 121.62 38.92 liaoning dalianshi,dl,大連市,连
anshan City 鞍山市 Anshan 1 122.99 41.11 liaoning anshanshi,as
fushun City 抚顺市 Fushun 1 123.95 41.88 liaoning fushunshi,fs
benxi City 本溪市 Benxi 1 123.77 41.29 liaoning benxishi,bx
dandong City 丹东市 Dandong 1 124.38 40.13 liaoning dandongshi,dd
jinzhou City 锦州市 Jinzhou 1 121.13 41.1 liaoning jinzhoushi,jz
yingkou City 营口市 Yingkou 1 122.23 40.67 liaoning yingkoushi,yk
liaoyang City 辽阳市 Liaoyang 1 123.24 41.27 liaoning liaoyangshi,ly
panjin City 盘锦市 Panjin 1 122.07 41.12 liaoning panjinshi,pj
tieling City 铁岭市 Tieling 1 123.84 42.29 liaoning tielingshi,tl
huludao City 葫芦岛市 Huludao 1 120.84 40.71 liaoning huludaoshi,hld
fuxin City 阜新市 Fuxin 1 121.67 42.02 liaoning fuxinshi,fx
changchun City 长春市 Changchun 1 125.32 43.82 jilin changchunshi,cc
jilin-city City 吉林市 Jilin_City 1 126.55 43.84 jilin jilinshi
tonghua City 通化市 Tonghua 1 125.94 41.73 jilin tonghuashi,th
harbin City 哈尔滨市 Harbin 1 126.53 45.8 heilongjiang haerbinshi,heb
qiqihar City 齐齐哈尔市 Qiqihar 1 123.92 47.35 heilongjiang qiqihaershi
guangzhou City 广州市 Guangzhou 1 113.26 23.13 guangdong guangzhoushi,gz
shenzhen City 深圳市 Shenzhen 1 114.06 22.54 guangdong shenzhenshi,sz
wenzhou City 温州市 Wenzhou 1 120.7 28.0 zhejiang wenzhoushi,wz
taizhou-zj City 台州市 Taizhou 1 121.42 28.66 zhejiang taizhoushi
yangzhou City 扬州市 Yangzhou 1 119.41 32.39 jiangsu yangzhoushi,yz
wuxi City 无锡市 Wuxi 1 120.31 31.49 jiangsu wuxishi,wx
nantong City 南通市 Nantong 1 120.89 31.98 jiangsu nantongshi,nt
taizhou City 泰州市 Taizhou_(Jiangsu) 1 119.92 32.46 jiangsu taizhoushi,tz
huaian City 淮安市 Huai’an 1 119.02 33.61 jiangsu huaianshi,ha
xuzhou City 徐州市 Xuzhou 1 117.28 34.2 jiangsu xuzhoushi,xz
changzhou City 常州市 Changzhou 1 119.97 31.81 jiangsu changzhoushi,cz
suzhou City 苏州市 Suzhou 1 120.58 31.3 jiangsu suzhoushi,蘇州市
yancheng City 盐城市 Yancheng 1 120.16 33.35 jiangsu yanchengshi,yc
pudong NewArea 浦东新区 Pudong_New_Area 2 121.54 31.22 shanghai pudongxinqu,pdxq
jinpu NewArea 金普新区 Jinpu_New_Area 2 121.79 39.05 dalian jinpuxinqu,jpxq
lvshunkou District 旅顺口区 Lüshunkou_District 2 121.26 38.85 dalian lvshunkouqu
wuchang District 五常市 Wuchang 2 127.17 44.93 harbin wuchangshi
pingshan District 坪山区 Pingshan_District 2 114.35 22.69 shenzhen pingshanqu
shenfu NewArea 沈抚新区 Shenfu_New_Area 2 123.72 41.84 liaoning shenfuxinqu
dalian-hitech Park 大连高新区 Dalian_High-tech_Zone 2 121.52 38.86 dalian dlgxq
zhangjiang Park 上海张江高新区 Shanghai_Zhangjiang_High-tech_Zone 2 121.6 31.2 shanghai zhangjiang
changxing Park 长兴岛经济区 Changxing_Island_Economic_Zone 2 121.4 39.55 dalian changxingdao
shchem Park 上海化工区 Shanghai_Chemical_Industry_Park 2 121.47 30.82 shanghai shhgq
huayuankou Park 花园口经济区 Huayuankou_Economic_Zone 2 122.6 39.55 dalian huayuankou
jinshan-chem Park 上海金山化工区 Jinshan_Chemical_Industry_Zone 2 - - shanghai jinshan
dalian-ftz Park 辽宁自贸试验区大连片区 Dalian_Area_of_the_Liaoning_Pilot_Free_Trade_Zone 2 121.9 39.1 dalian dlzmq
shanghai-ftz Park 上海自贸试验区 Shanghai_Pilot_Free_Trade_Zone 2 121.58 31.33 shanghai shzmq
sipark Park 苏州工业园区 Suzhou_Industrial_Park 2 120.72 31.32 suzhou szgyyq
shenda Park 沈大国家自主创新示范区 Shenyang–Dalian_Innovation_Demonstration_Zone 2 - - liaoning shenda
sunan Park 苏南国家自主创新示范区 Southern_Jiangsu_Innovation_Demonstration_Zone 2 - - jiangsu sunan
"""
CODES = {
    "liaoning": "210000",
    "jilin": "220000",
    "heilongjiang": "230000",
    "jiangsu": "320000",
    "zhejiang": "330000",
    "guangdong": "440000",
    "beijing": "110000",
    "shanghai": "310000",
    "tianjin": "120000",
    "shenyang": "210100",
    "dalian": "210200",
    "anshan": "210300",
    "fushun": "210400",
    "benxi": "210500",
    "dandong": "210600",
    "jinzhou": "210700",
    "yingkou": "210800",
    "fuxin": "210900",
    "liaoyang": "211000",
    "panjin": "211100",
    "tieling": "211200",
    "huludao": "211400",
    "changchun": "220100",
    "jilin-city": "220200",
    "tonghua": "220500",
    "harbin": "230100",
    "qiqihar": "230200",
}
# id, a, b, part_of, field zh, field en, form zh, form en, stage, from, source ids, conflicts
PAIRINGS = """
jiangsu-liaoning liaoning jiangsu - - - 对口合作 counterpart_cooperation implemented 2017-03 003,002
jilin-zhejiang jilin zhejiang - - - 对口合作 counterpart_cooperation implemented 2017-03 003
guangdong-heilongjiang heilongjiang guangdong - - - 对口合作 counterpart_cooperation implemented 2017-03 003
beijing-shenyang shenyang beijing - - - 对口合作 counterpart_cooperation implemented 2017-03 003
dalian-shanghai dalian shanghai - - - 对口合作 counterpart_cooperation implemented 2017-03 003,002,000
changchun-tianjin changchun tianjin - - - 对口合作 counterpart_cooperation implemented 2017-03 003
harbin-shenzhen harbin shenzhen - - - 对口合作 counterpart_cooperation implemented 2017-03 003
dandong-yangzhou dandong yangzhou jiangsu-liaoning 旅游 tourism 结对打造标杆 benchmark supported 2018-03 002
panjin-wuxi panjin wuxi jiangsu-liaoning “互联网+”产业 Internet_Plus 结对打造标杆 benchmark supported 2018-03 002
liaoyang-nantong liaoyang nantong jiangsu-liaoning 装备制造 equipment 结对打造标杆 benchmark supported 2018-03 002
benxi-taizhou benxi taizhou jiangsu-liaoning 医药健康 medicine_and_health 结对打造标杆 benchmark supported 2018-03 002
huaian-tieling tieling huaian jiangsu-liaoning 农业 agriculture 交流合作 exchange supported 2018-03 002
fushun-xuzhou fushun xuzhou jiangsu-liaoning 科技研发与转化 R&D_and_transfer 结对打造标杆 benchmark supported 2018-03 002
changzhou-huludao huludao changzhou jiangsu-liaoning 创业创新 start-ups_and_innovation 结对打造标杆 benchmark supported 2018-03 002
jinzhou-suzhou jinzhou suzhou jiangsu-liaoning 城市建设管理 city_management 互学合作 mutual_learning supported 2018-03 002
shenfu-sip shenfu sipark jiangsu-liaoning 园区共建 park_co-building 共建园区 joint_park promoted 2018-03 002,003
shenda-sunan shenda sunan jiangsu-liaoning 园区共建 park_co-building 建立合作机制 mechanism promoted 2018-03 002,003
fuxin-yancheng fuxin yancheng jiangsu-liaoning - - 对口合作 counterpart_cooperation - - 003
jilincity-wenzhou jilin-city wenzhou jilin-zhejiang - - 对口合作 counterpart_cooperation - 2016 003
taizhouzj-tonghua tonghua taizhou-zj jilin-zhejiang - - 对口合作 counterpart_cooperation - 2017-09 003
guangzhou-qiqihar qiqihar guangzhou guangdong-heilongjiang - - 对口合作 counterpart_cooperation - 2017 003
wuchang-pingshan wuchang pingshan harbin-shenzhen - - 对口合作 counterpart_cooperation - - 003
jinpu-pudong jinpu pudong dalian-shanghai 国家级新区 national_new_areas 全面对接合作 full_cooperation signed - 000,002,003
hitech-zhangjiang dalian-hitech zhangjiang dalian-shanghai 自主创新示范区 innovation_demonstration 对接合作 cooperation signed - 000,002,003
changxing-shchem changxing shchem dalian-shanghai 重点产业园区 key_industrial_parks 结对合作 pairing signed - 000
huayuankou-jinshan huayuankou jinshan-chem dalian-shanghai 重点产业园区 key_industrial_parks 结对合作 pairing signed - 000
ftz dalian-ftz shanghai-ftz dalian-shanghai 自由贸易试验区 pilot_free_trade_zones 交流合作 exchange supported 2018-03 002
"""
STAGES = {
    "supported": ("支持", "supported"),
    "promoted": ("推动", "promoted"),
    "signed": ("签约", "signed"),
    "implemented": ("落实", "implemented"),
}
ORGS = """
dl-sh-chamber ChamberOfCommerce 大连市上海商会 Shanghai_Chamber_of_Commerce_in_Dalian dalian
sh-dl-chamber ChamberOfCommerce 上海大连商会 Dalian_Chamber_of_Commerce_in_Shanghai shanghai
lvshun-fic FederationOfIndustryAndCommerce 旅顺口区工商联 Lüshunkou_Federation_of_Industry_and_Commerce lvshunkou
dce TradingExchange 大连商品交易所 Dalian_Commodity_Exchange dalian
liaogang Company 辽宁港口集团有限公司 Liaoning_Port_Group liaoning
ndrc GovernmentBody 国家发展和改革委员会 National_Development_and_Reform_Commission -
sh-coop-office GovernmentBody 上海市人民政府合作交流办公室 Shanghai_Office_of_Cooperation_and_Exchange shanghai
dl-drc GovernmentBody 大连市发展和改革委员会 Dalian_Development_and_Reform_Commission dalian
ntt-dalian Facility 国家技术转移东部中心大连分中心 NTTC_Eastern_Centre,_Dalian_Branch dalian
dcetc Facility 大连城市创客厅 Dalian_City_Makers’_Hall dalian
"""
COAST = ["dalian", "dandong", "jinzhou", "yingkou", "panjin", "huludao"]
AGREEMENTS = [
    (
        "env",
        "辽宁沿海经济带六城市协同推进优化营商环境框架协议",
        "Six-City Framework on the Business Environment",
        [],
    ),
    (
        "credit",
        "辽宁沿海经济带六城市社会信用工作一体化共建框架协议",
        "Six-City Framework on Social Credit",
        [],
    ),
    (
        "ocean",
        "辽宁沿海经济带六城市海洋环境保护、监测与治理合作框架协议",
        "Six-City Framework on Marine Protection",
        [],
    ),
    (
        "tech",
        "辽宁沿海经济带六城市科技创新共享平台建设协议",
        "Six-City Agreement on a Shared Innovation Platform",
        [],
    ),
    (
        "dce",
        "辽宁沿海经济带六城市 大连商品交易所战略合作框架协议",
        "Six Cities–DCE Strategic Framework",
        ["dce"],
    ),
    (
        "port",
        "辽宁沿海经济带六城市 辽宁港口集团有限公司战略合作框架协议",
        "Six Cities–Liaoning Port Strategic Framework",
        ["liaogang"],
    ),
]
TASKS_LS = """深化行政管理体制改革|推动国有企业改革|加快发展民营经济|搭建经贸合作平台|深化智库合作|发展现代服务业|大力发展新兴产业|加快发展装备制造业等优势产业|发展节能环保产业|促进港口联动发展|发展文化旅游产业|发展医药健康产业|加强农业产品推广和产业化合作|推动军民融合发展|加强科技研发与转化|推动创业创新合作|促进高等院校交流|开展干部互派|加强高端人才合作|开展对口培训|共享人力资源|探索合作产业园区共建|深化城市建设管理交流合作|搭建多层次合作平台""".split(
    "|"
)
TASKS_SD = """体制机制创新|国资国企改革|民营经济发展|对接国家战略|对内对外开放|装备制造业|新兴产业|现代农业|金融合作|航运物流|旅游合作|文化会展|健康养老|商贸流通|科技研发与转化合作|“双创”合作|智库平台建设合作|自由贸易试验区|国家级新区|自主创新示范区|重点产业园区|区（市）县合作|“软平台”合作|辐射带动辽宁沿海经济带城市|干部掛职交流|干部人才培训|人力资源共享""".split(
    "|"
)
MENTIONS = {
    ("ls", 6): ["anshan"],
    ("ls", 7): ["panjin", "wuxi"],
    ("ls", 8): ["liaoyang", "nantong"],
    ("ls", 11): ["dandong", "yangzhou"],
    ("ls", 12): ["benxi", "taizhou"],
    ("ls", 13): ["tieling", "huaian"],
    ("ls", 15): ["fushun", "xuzhou"],
    ("ls", 16): ["huludao", "changzhou"],
    ("ls", 22): ["shenda", "sunan", "sipark", "shenfu"],
    ("ls", 23): ["jinzhou", "suzhou"],
    ("ls", 4): ["shenyang", "dalian", "fushun", "anshan"],
    ("sd", 5): ["jinpu"],
    ("sd", 18): ["dalian-ftz", "shanghai-ftz"],
    ("sd", 19): ["jinpu", "pudong"],
    ("sd", 20): ["dalian-hitech", "zhangjiang"],
    ("sd", 24): ["dalian"],
}
EVENTS = [
    (
        "forum2",
        "第二届沪连对口合作高端论坛",
        "Second Shanghai–Dalian Cooperation Forum",
        "2018-10-11",
        ["dalian", "shanghai", "dl-sh-chamber"],
        "001",
    ),
    (
        "talk",
        "沪连对口合作座谈会",
        "Shanghai–Dalian Cooperation Meeting",
        "2018-10",
        ["dalian", "shanghai"],
        "001",
    ),
    (
        "week",
        "沪连经贸合作上海·大连周",
        "Shanghai–Dalian Trade Week",
        "2018-06",
        ["dalian", "shanghai"],
        "001",
    ),
    (
        "coast",
        "辽宁沿海经济带工作推进会议",
        "Liaoning Coastal Belt Meeting",
        "2022-02-25",
        COAST,
        "004",
    ),
]
