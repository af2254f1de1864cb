"""Sixty origins that are not, or only nearly, the portals that the service allows: the allowed ones alone are told that they may."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.asking import library
from tests.serving import serving

pytestmark = [pytest.mark.integration]
TEXT = "蔚县人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。"
ALLOWED = ("https://www.example.gov.cn", "https://portal.example.gov.cn:8443", "http://127.0.0.1:8080")
HOST = "www.example.gov.cn"
REFUSED = (
    f"http://{HOST}", f"ws://{HOST}", f"wss://{HOST}", f"ftp://{HOST}", f"file://{HOST}", f"chrome-extension://{HOST}", f"//{HOST}", HOST,
    f"https:{HOST}", f"https:/{HOST}", f"https:///{HOST}", f"https://{HOST}:443", f"https://{HOST}:8443", f"https://{HOST}:80",
    f"https://{HOST}:", "https://portal.example.gov.cn", "https://portal.example.gov.cn:844", "https://portal.example.gov.cn:84430",
    "http://127.0.0.1", "http://127.0.0.1:80801", "http://localhost:8080", "http://[::1]:8080", "http://2130706433:8080",
    "https://example.gov.cn", "https://gov.cn", f"https://a.{HOST}", f"https://{HOST}.evil.test", f"https://{HOST}evil.test",
    f"https://evil-{HOST}", f"https://evil{HOST}", "https://www.example.gov.com", "https://www.example.gov.c",
    "https://ww.example.gov.cn", "https://wwwXexample.gov.cn", "https://www.exampleXgov.cn", "https://www-example.gov.cn",
    "https://www.example.gov.cn.", "https://.example.gov.cn", "https://www..example.gov.cn", "https://WWW.EXAMPLE.GOV.CN",
    "HTTPS://www.example.gov.cn", "https://www.Example.gov.cn", f"https://{HOST}/", f"https://{HOST}/path", f"https://{HOST}?x",
    f"https://{HOST}#x", f"https://{HOST}\\evil.test", f"https://{HOST}%00.evil.test", f"https://{HOST}%2eevil.test",
    f"https://user@{HOST}", f"https://{HOST}@evil.test", f"https://{HOST}:x@evil.test", f"https://evil.test#{HOST}",
    f"https://evil.test/{HOST}", f"https://{HOST}_.evil.test", f"https://{HOST}`.evil.test", f"https://{HOST},https://evil.test",
    f"https://{HOST} https://evil.test", f"https://evil.test, https://{HOST}", f"https://{HOST};", f"'https://{HOST}'",
    "https://www.example.gov.cn\thttps://evil.test", "https://www.еxample.gov.cn", "https://www.exаmple.gov.cn",
    "https://ｗｗｗ.example.gov.cn", "https://www。example。gov。cn", "https://www.examp1e.gov.cn", "https://xn--www-5cd.example.gov.cn",
    "https://xn--xample-2of.gov.cn", "https://www.example.gov.cn\u200b", "https://www.example\u00ad.gov.cn", "null", "NULL", "*",
    "undefined", "https://*", "https://*.example.gov.cn", "https://", "javascript:alert(1)", "data:text/html,x", "about:blank", "",
)  # fmt: skip
PATHS = (
    ("GET", "/v1/documents", None),
    ("GET", "/v1/session", None),
    ("GET", "/v1/ask", None),
    ("GET", "/mcp", None),
    ("POST", "/v1/ask", b'{"question": "x"}'),
    ("POST", "/v1/documents", b"x"),
    ("POST", "/v1/session", b'{"key": "x"}'),
    ("POST", "/mcp", b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}'),
    ("GET", "/nowhere", None),
    *(("OPTIONS", path, None) for path in ("/v1/ask", "/v1/documents", "/v1/session", "/mcp")),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("origins")
    with serving(library(folder, TEXT), folder, origins=ALLOWED) as address:
        yield address


def answered(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None, *origins: str
) -> dict[str, list[str]]:
    """Headers of the response, each with all its values, to a request with these Origin headers as they are."""
    connection.putrequest(method, path)
    for origin in origins:
        connection.putheader("Origin", origin.encode())
    if method == "OPTIONS":
        connection.putheader("Access-Control-Request-Method", "POST")
        connection.putheader("Access-Control-Request-Headers", "authorization, content-type")
    connection.putheader("Accept", "application/json" if method == "GET" else "application/json, text/event-stream")
    connection.putheader("Content-Type", "application/json")
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    with connection.getresponse() as response:
        response.read()
        assert response.status < 500, (method, path, origins)
        return {name.lower(): response.headers.get_all(name) or [] for name in response.headers}


@pytest.fixture
def connection(address: str) -> Iterator[http.client.HTTPConnection]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    yield connection
    connection.close()


def test_there_are_sixty_of_them() -> None:
    assert len(set(REFUSED)) == len(REFUSED) >= 60
    assert not set(REFUSED) & set(ALLOWED)


@pytest.mark.parametrize(("method", "path", "body"), PATHS)
def test_only_the_allowed_are_told_that_they_may(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None
) -> None:
    for origin in (*ALLOWED, *REFUSED):
        headers = answered(connection, method, path, body, origin)
        allowed = [origin] if origin in ALLOWED else None
        assert headers.get("access-control-allow-origin") == allowed, origin
        assert "access-control-allow-credentials" not in headers, origin
        assert "Origin" in ", ".join(headers["vary"]).split(", "), origin
    assert "access-control-allow-origin" not in answered(connection, method, path, body)


@pytest.mark.parametrize(("method", "path", "body"), PATHS)
def test_two_origins_in_a_request(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None
) -> None:
    """Nobody but an attacker sends two; that neither of the pair is echoed where it is not allowed holds in both orders."""
    for origins in ((ALLOWED[0], "https://evil.test"), ("https://evil.test", ALLOWED[0])):
        echoed = answered(connection, method, path, body, *origins).get("access-control-allow-origin", [])
        assert set(echoed) <= {ALLOWED[0]}


def test_a_preflight_tells_what_may_be_sent(connection: http.client.HTTPConnection) -> None:
    headers = answered(connection, "OPTIONS", "/v1/ask", None, ALLOWED[0])
    assert headers["access-control-allow-methods"] == ["GET, POST"]  # nobody deletes from another site
    assert "*" not in " ".join(headers["access-control-allow-headers"])
    assert "access-control-allow-private-network" not in headers


@pytest.mark.parametrize("name", ["widget.js", "page.css", "source.css"])
def test_the_widget_itself_is_loaded_from_anywhere(connection: http.client.HTTPConnection, name: str) -> None:
    for origin in (*REFUSED, ALLOWED[0]):
        headers = answered(connection, "GET", f"/static/{name}", None, origin)
        assert headers["access-control-allow-origin"] == ([origin] if origin in ALLOWED else ["*"])
        assert "access-control-allow-credentials" not in headers
        assert "Origin" in ", ".join(headers["vary"]).split(", ")


def test_no_page_but_those_for_portals_may_be_framed_and_these_by_the_allowed_alone(
    connection: http.client.HTTPConnection,
) -> None:
    for path, framed in (("/", False), ("/v1/documents", False), ("/embed", True), ("/ask", True)):
        (policy,) = answered(connection, "GET", path, None, "https://evil.test")["content-security-policy"]
        told = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        assert told["frame-ancestors"] == (" ".join(("'self'", *ALLOWED)) if framed else "'none'")
