"""The widget for portals, the page that holds it alone, and the plain form for browsers that run no script."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, Response

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import LONGEST_QUESTION
from assistant.api.view import Viewing
from assistant.contract import Answer, Citation

_KINDS = {"widget.js": "text/javascript", "source.css": "text/css", "page.css": "text/css"}
_PAGE = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>问预算</title>'
    '<link rel="stylesheet" href="/static/page.css">{head}</head><body>{body}</body></html>'
)
_FORM = (
    '<form action="/ask" method="get" role="search"><label for="q">请输入关于部门预决算的问题</label>'
    '<input id="q" name="q" maxlength="500" value="{question}" autocomplete="off"><button>提问</button></form>'
)


def widget_routes(origins: Sequence[str]) -> APIRouter:
    """The widget's files and pages; ``origins`` are the portals that may frame them."""
    routes = APIRouter(tags=["widget"], responses=PROBLEMS)
    framed = " ".join(("'self'", *origins))
    policy = f"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {framed}"

    @routes.get(
        "/static/{name}",
        response_class=Response,
        responses={200: {"content": {kind: {} for kind in dict.fromkeys(_KINDS.values())}, "description": "The file"}},
    )
    def static(name: str) -> Response:
        """A file of the widget or of the pages; any page may load them."""
        if name not in _KINDS:
            raise HTTPException(404, "There is no such file.")
        content = (files("assistant") / "api" / "static" / name).read_bytes()
        headers = {
            "Cache-Control": "public, max-age=3600",
            "Access-Control-Allow-Origin": "*",  # a module of another origin is loaded by the rules of CORS
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return Response(content, media_type=_KINDS[name], headers=headers)

    @routes.get("/embed", response_class=HTMLResponse)
    def embed() -> HTMLResponse:
        """The widget as a page of its own, for an iframe; with scripts blocked it is the plain form."""
        head = '<script type="module" src="/static/widget.js" data-mode="inline"></script>'
        page = _PAGE.format(head=head, body=f"<noscript>{_FORM.format(question='')}</noscript>")
        scripts = f"{policy}; script-src 'self'; connect-src 'self'"
        return HTMLResponse(page, headers={"Content-Security-Policy": scripts})

    @routes.get("/ask", response_class=HTMLResponse)
    async def ask(view: Viewing, q: Annotated[str, Query(max_length=LONGEST_QUESTION)] = "") -> HTMLResponse:
        """The plain form with its answer, which needs no script."""
        told = _answer(await view.answer(q)) if q.strip() else _list("可以这样问", view.suggestions())
        page = _PAGE.format(head="", body=f"<main><h1>问预算</h1>{_FORM.format(question=escape(q))}{told}</main>")
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})

    return routes


def _answer(answer: Answer) -> str:
    text = "".join(f"<p>{escape(line)}</p>" for line in answer.text.splitlines() if line.strip())
    taken = answer.interpretation.taken
    text += f'<p class="soft">{escape(taken)}</p>' if taken else ""
    warnings = "".join(f'<p class="warning">提示：{escape(each.marked)}</p>' for each in answer.warnings)
    sources = "".join(map(_source, answer.citations))
    listed = f"<h2>出处</h2><ol>{sources}</ol>" if sources else ""
    again = _list("可以这样问", answer.suggestions) if answer.status != "answered" else ""
    return f'<section class="answer">{text}{warnings}{listed}{again}</section>'


def _source(citation: Citation) -> str:
    return (
        f'<li value="{citation.number}"><a href="{escape(citation.url)}" target="_blank" rel="noopener">'
        f"{escape(citation.title)} › {escape(citation.within)}</a> "
        f"<q>{escape(citation.quote)}</q></li>"
    )


def _list(title: str, questions: Sequence[str]) -> str:
    links = "".join(f'<li><a href="/ask?{urlencode({"q": each})}">{escape(each)}</a></li>' for each in questions)
    return f"<h2>{title}</h2><ul>{links}</ul>" if links else ""
