"""The small words of questions: courtesy, asking words, units, years, direction and basis, as patterns over folded text."""

import re

# Asking and courtesy words say nothing about the item; they are blanked.
ASKING = re.compile(
    r"请问(?:一下)?|哪[个份]文件|一年(?![级生])|有没有|有无|是否有?|用来|拿来|可以|能够|下面的?|多大|(?<![价标])值(?=多少)|由(?=.{0,2}保障)|第[一二三四五六七八九十\d]+[项个条]|\d{1,2}月\d{1,2}日|麻烦(?:你|您)?(?:问一下|查一下|问下|查下|问|查)?|帮(?:我|忙)?(?:查一下|查查|查询|查|看看|看一下|看)?|我?(?:想|要)?(?:知道|了解|问问|问一下|问)|告诉我|查一下|查询一下|查询|查查|看一下|看看"
    r"|谢谢(?:你|您)?|多谢|你好|您好|(?:各?是|为|有|列了|给了|花了?|填的|定的|写的)?多少(?:分|钱|台件|万元|亿元|元|万|亿|块钱?|平方米|平米|[辆台个张次人份件名户套条根期篇家项组处间座])?(?:钱)?"
    r"|(?:有|要|是)?几(?:[万亿千百]元?|[辆台个张次人份件名户套条根期篇家项组处间座月年元])|百分之(?:几|多少)|是?什么样的?|(?:写|填|定|说)的?是?(?:什么|多少)|是?什么|怎么(?:写|定|规定)的?|哪(?:个|些|几)|如何|吗|呢|啊|呀|吧|一共|总共|共计|共(?=安排|有|多少)|全部|分别"
    r"|具体|到底|究竟|大概|目前|现在|打算|准备|计划(?=[买采购开])|列(?:了|示|出)|给自己|用(?:万?元|亿元)?表示|折合(?:成|为)?|换算成|换成|合(?=多少|[万亿]?元)|按|里面?(?=的|，|,|$)|[?？!！。，、~]"
)
PARTICLES = re.compile(
    r"的|了|是|为|在|有|到|于|把|要|能|会|被|给|这(?:个|项)?|该|其中|之|与|和|跟|及|以及|将|上|里|中|内|就|都|也|还|各|多|数额|安排|达"
)
# Weak words describe figures in general: a fact need not print them, and they alone identify nothing.
WEAK = re.compile(
    r"预算数?|金额|总额|总数|数额|资金|费用|开支|总共|共有|一共|合计|总计|年度|全年|本年度?|当年|今年|部门|单位|指标值?|目标值?|情况|计划|要求|设定|规定|项目|职责活动|资产|占用|表|科目|功能|经济|分类|支出|钱"
    r"|经费|截至|截止|年底|年末|末|底|不得超过|不超过|不少于|不低于|以内|以下|以上|控制|达到|至少|至多|最多|上限|下限|政府|办公室|对应|明细|清单|列表|绩效|部分|也就|下面|下|事项|（?含所属单位）?|自己|每|元|万元|上年末|建成|物品|评(?=[优良中差])"
)
YEAR = re.compile(r"((?:19|20)\d\d) ?(?:年度?|财年|财政年度)?(?:末|底)?")
CODE = re.compile(r"(?<![\dA-Za-z.])([235]\d{2}(?:\d{2}){0,2})(?![\d.])(?!年|万|元|亿|[台个人次])")
CATALOGUE = re.compile(r"[A-C]\d{6,10}")
UNITS = (
    (re.compile(r"亿元|多少亿|几亿"), "money", "亿元"),
    (re.compile(r"(?<!\d)万元(?!以上)|多少万|几万|万块"), "money", "万元"),
    (re.compile(r"多少元|元表示|(?<![万亿单公美\d])元|多少块钱?"), "money", "元"),
    (re.compile(r"多少钱|花多少|值多少|价值|\bhow much\b", re.I), "money", None),
    (re.compile(r"单价(?!在?\d)|金额|总价"), "money", None),
    (re.compile(r"平方米|平米|面积|多大"), "area", None),
    (re.compile(r"数量|次数|人次|批次|保有量|人数"), "count", None),
    (re.compile(r"(?:多少|几)(?:辆|部)|几台车|多少台车"), "count", "辆"),
    (
        re.compile(
            r"(?:多少|几)(台|套|张|把|件|份|册|次|人次|人|名|户|根|条|篇|期|场|家|处|间|座|组)|多少个|几个(?!月)|\bhow many\b",
            re.I,
        ),
        "count",
        None,
    ),
)
CHANGE = re.compile(
    r"增加|增长|减少|下降|上升|压减|节约了|增减|变化|变动|变了|多了|少了|多出|少花|多花|是增是减|涨了|降了|\b(?:rise|rose|fall|fell|increase|decrease|change)\w*\b",
    re.I,
)
UP = re.compile(r"增加|增长|上升|多了|多出|多花|涨了|\b(?:rise|rose|increase\w*)\b", re.I)
DOWN = re.compile(r"减少|下降|压减|少了|少花|降了|\b(?:fall|fell|decrease\w*)\b", re.I)
COMPARED = re.compile(
    r"(?:相?较于?|相?比|与|同|跟|和|对比)(?:上一?年度?|去年|前年|(?:19|20)\d\d ?年度?)的?"
    r"(?:年初)?(?:预算|决算|执行)?数?(?:相比较?|相较|比较|来?比|对比|比)?"
    r"|比(?:上一?年|去年|上年)|比上年|较上年|较去年|是增是减|增减|\bcompared (?:with|to) the \d{4} budget\b|\bcompared (?:with|to) \d{4}\b"
)
FINAL = re.compile(
    r"决算数?|实际(?:支出|花|使用|开支|执行|发生)了?(?!完成)|执行数|预算执行率|完成率(?=.{0,4}预算)|花了|用掉了?|花掉了?|\bactual(?:ly)?\b|\bspent\b",
    re.I,
)
HOW_CHANGED = re.compile(r"(?:增加|减少|变化|增长|下降|多|少)了?(?:了|多少)|变化|变动|是增是减|by how much", re.I)
CHANGE_REST = re.compile(r"较|比|跟|差(?!旅)|还是|同期")
PREVIOUS = re.compile(r"上年度?(?!末|结转|初)|去年|上一年度?|前一年")
EXPLAIN = re.compile(
    r"(?:主要)?(?:是)?因为什么|为什么|为何|什么原因|(?:主要)?原因(?:是什么)?|(?:主要)?(?:是)?(?:用来|拿来)?(?:干|做)什么(?:用)?|主要用于什么|用途是什么|用在(?:哪里|哪儿|什么地方)|\bwhy\b",
    re.I,
)
# The English name of a body whose Chinese name stands in the (blanked) bracket behind it.
NAME_BEFORE_BRACKET = re.compile(
    r"[A-Z][A-Za-z'’]*(?:,? (?:of |the )*[A-Z][A-Za-z'’]*)* *[（(][ ]*[）)]|[（(] *[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)* *[）)]"
)
YEAR_END = re.compile(r"(?:19|20)\d\d ?年?度?(?:年?[末底])|截[至止]")
# Figures of a whole region or of persons, which no office's budget states.
OUT_OF_SCOPE = re.compile(
    r"GDP|生产总值|财政总?收入|财政总?支出|人均收入|(?<!用)房价(?!值)|工资(?:标准|待遇|水平)|月薪|年薪", re.I
)
YES_NO = re.compile(r"是不是|对吗|对不对|是否|[吧吗](?:[？?。]|$)|没错")
AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?(?:万元|亿元|元|%|万|亿|辆|台|个|次|人次|平方米)")
# An amount that is part of a name (单价20万元以上的设备) is no premise.
QUALIFIES = re.compile(r"以上的?设|（?含）|以下的?设|（含")
QUALIFIED = re.compile(r"单价在?$|价值在?$|每$")
RATE = re.compile(r"率|%|百分|幅|占|比例|比重|\b(?:rate|percent|share)\b", re.I)
ENGLISH = re.compile(
    r"\b(?:how|much|many|what|which|was|were|is|are|the|a|an|of|for|in|on|at|to|by|and|did|does|do|its|it|have|has|had|plan(?:s|ned)?|budget(?:ed)?|for|from|with"
    r"|compared|expected|total|value|amount|held|end|target|performance|people's|county|city|district|municipal|year|fiscal|set|indicator|unit|be|please|tell|me|there|spend(?:ing)?|money|cost|buy|purchase[sd]?|project|rise|fall)\b|'s\b|[()',.:?]",
    re.I,
)
