"""Who may see what: routes x scopes x collections, over HTTP."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from assistant.api.keys import PREFIX, Keys
from assistant.api.service_store import FILE_NAME, ServiceStore
from assistant.api.sessions import COOKIE
from assistant.assistant import Assistant
from index.build import forget_document, ingest, ingest_upload
from tests.serving import Reply, call, fetch, serving

pytestmark = [pytest.mark.integration]
SHORT = "{}人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算{}万元。"
WORDS = "\n五、重点工作\n阳原县人民政府办公室实施金乌工程，负责全县重大会议的组织和后勤服务保障。\n"
HIDDEN = ("阳原", "7.77")  # what nobody may learn who may not read the collection draft
MISSING = "0" * 40


@dataclass(frozen=True)
class Service:
    """A service over 蔚县 and 怀安县 (public) and 阳原县 (draft), with a key of each kind."""

    address: str
    folder: Path
    keys: dict[str, str]
    ids: dict[str, str]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("access")
    (folder / "蔚县.txt").write_text(SHORT.format("蔚县", "20.4"), encoding="utf-8")
    (folder / "怀安县.txt").write_text(SHORT.format("怀安县", "11.5"), encoding="utf-8")
    (folder / "阳原县.txt").write_text(SHORT.format("阳原县", "7.77") + WORDS, encoding="utf-8")
    ingest([folder / "蔚县.txt", folder / "怀安县.txt"], folder / "index")
    ingest([folder / "阳原县.txt"], folder / "index", collection="draft")
    return folder / "index"


@pytest.fixture(scope="module")
def service(index: Path) -> Iterator[Service]:
    assistant = Assistant.open(index)
    ids = {row.entity[:-7]: row.id for row in assistant.store.documents()}
    with serving(assistant, index) as address:
        keys = Keys(ServiceStore(index))
        made = {
            "reader": keys.add("读者", "reader", ["public"])[1],
            "reader of drafts": keys.add("看稿", "reader", ["draft"])[1],
            "staff": keys.add("科员", "staff", ["public"])[1],
            "staff of all": keys.add("科长", "staff")[1],
            "admin": keys.add("管理", "admin", ["public"])[1],
            "admin of all": keys.add("总管", "admin")[1],
            "nobody": "",
            "expired": keys.add("过期", "admin", days=0)[1],
            "invented": PREFIX + "A" * 43,
        }
        revoked, made["revoked"] = keys.add("收回", "admin")
        assert keys.revoke(revoked.id)
        yield Service(address, index, made, ids)


READ = {"nobody": "public", "reader": "public", "reader of drafts": "draft", "staff": "public", "admin": "public"}
ALL = ("staff of all", "admin of all")
NONE = ("expired", "invented", "revoked")
QUESTION = {"question": "阳原县三公经费预算是多少"}
TURNS = {"turns": ["阳原县三公经费预算是多少"]}
CHAT = {"messages": [{"role": "user", "content": "阳原县三公经费预算是多少"}]}
# Method, address, body; {draft} is the id of the document that is not public.
SHOWING = [
    ("GET", "/v1/documents", None),
    ("GET", "/v1/documents/{draft}", None),
    ("GET", "/v1/coverage", None),
    ("GET", "/v1/findings", None),
    ("GET", "/v1/findings?document_id={draft}", None),
    ("GET", "/v1/facts", None),
    ("GET", "/v1/facts?format=csv", None),
    ("GET", "/v1/facts?document_id={draft}", None),
    ("GET", "/v1/suggestions", None),
    ("POST", "/v1/ask", QUESTION),
    ("POST", "/v1/ask", {"question": "各单位三公经费预算排名"}),
    ("POST", "/v1/ask", {"question": "三公经费预算合计多少"}),
    ("POST", "/v1/ask", {"question": "哪家单位实施金乌工程"}),
    ("POST", "/v1/ask", {"question": "哪个单位负责重大会议的后勤服务保障"}),
    ("POST", "/v1/ask", {"question": "三公经费预算是多少", "document_ids": ["{draft}"]}),
    ("POST", "/v1/ask/stream", QUESTION),
    ("POST", "/v1/chat/completions", CHAT),
    ("POST", "/v1/chat/completions", CHAT | {"stream": True}),
    ("GET", "/documents/{draft}", None),
    ("GET", "/documents/{draft}/text", None),
    ("GET", "/documents/{draft}/original", None),
    ("GET", "/ask", None),
    ("GET", "/ask?q=" + quote("阳原县三公经费预算是多少"), None),
    ("GET", "/readyz", None),
]


def sent(service: Service, who: str, method: str, path: str, body: object = None) -> Reply:
    draft, public = service.ids["阳原县"], service.ids["蔚县"]
    told = json.dumps(body).replace("{draft}", draft).replace("{public}", public)
    whole = json.loads(told) if body is not None else None
    return fetch(f"{service.address}{path.replace('{draft}', draft)}", whole, key=service.keys[who], method=method)


def tells(reply: Reply) -> bool:
    """Whether a reply says something of the hidden document that the question did not."""
    told = reply.text.replace("阳原县三公经费预算是多少", "")
    return HIDDEN[1] in told or "阳原县人民政府" in told


@pytest.mark.parametrize("who", [*READ, *ALL, *NONE])
@pytest.mark.parametrize(("method", "path", "body"), SHOWING)
def test_only_readers_of_a_collection_learn_of_it(
    service: Service, who: str, method: str, path: str, body: object
) -> None:
    reply = sent(service, who, method, path, body)
    reads = who in ALL or READ.get(who) == "draft"
    if who in NONE:
        assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")
    elif "{draft}" in json.dumps([path, body]) and not reads and not path.startswith("/v1/facts"):
        assert reply.status == 404
    else:
        assert reply.status == 200
    if path not in {"/readyz", "/v1/findings", "/v1/findings?document_id={draft}", "/documents/{draft}/original"}:
        assert tells(reply) == reads
    assert reads or not tells(reply)
    if path == "/readyz" and who not in NONE:
        assert reply.json["documents"] == (3 if who in ALL else 1 if reads else 2)


@pytest.mark.parametrize("who", ["nobody", "staff of all"])
def test_passages_are_sought_in_the_documents_of_the_scope_alone(service: Service, who: str) -> None:
    reply = sent(service, who, "POST", "/v1/ask", {"question": "哪家单位实施金乌工程", "document_ids": ["{public}"]})
    assert reply.status == 200
    assert not tells(reply)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/documents/{id}"),
        ("GET", "/v1/findings?document_id={id}"),
        ("GET", "/documents/{id}"),
        ("GET", "/documents/{id}/text"),
        ("GET", "/documents/{id}/original"),
        ("DELETE", "/v1/documents/{id}"),
        ("GET", "/v1/conversations/{id}"),
        ("DELETE", "/v1/conversations/{id}"),
    ],
)
@pytest.mark.parametrize("who", ["nobody", "reader", "staff", "admin"])
def test_what_is_hidden_and_what_is_not_there_are_refused_alike(
    service: Service, who: str, method: str, path: str
) -> None:
    """403, 404 and 401 alike: neither status nor words tell the two from each other."""
    replies = [
        fetch(f"{service.address}{path.replace('{id}', which)}", key=service.keys[who], method=method)
        for which in (service.ids["阳原县"], MISSING)
    ]
    bodies = [reply.json | {"request_id": ""} for reply in replies]
    assert replies[0].status in {401, 403, 404}
    assert bodies[0] == bodies[1]


STAFF = [("GET", "/v1/conversations")]
ADMIN = [("DELETE", f"/v1/documents/{MISSING}"), ("POST", "/v1/documents?name=x.txt")]


@pytest.mark.parametrize(("method", "path"), [*STAFF, *ADMIN])
def test_scopes(service: Service, method: str, path: str) -> None:
    told = {
        who: sent(service, who, method, path, {} if method == "POST" else None).status for who in (*READ, *ALL, *NONE)
    }
    opened = {"GET": 200, "DELETE": 404, "POST": 422}[method]  # {} is no disclosure
    staff = 403 if (method, path) in ADMIN else opened
    assert told == {
        "nobody": 401,
        "reader": 403,
        "reader of drafts": 403,
        "staff": staff,
        "staff of all": staff,
        "admin": opened,
        "admin of all": opened,
    } | dict.fromkeys(NONE, 401)


def test_every_route_is_in_this_matrix_or_shows_no_document(service: Service) -> None:
    matrix = {(method, path.partition("?")[0].replace("{draft}", "{document_id}")) for method, path, _ in SHOWING}
    matrix |= {(method, path.partition("?")[0].replace(MISSING, "{document_id}")) for method, path in (*STAFF, *ADMIN)}
    described = {
        (method.upper(), path)
        for path, operations in call(f"{service.address}/openapi.json")[1]["paths"].items()
        for method in operations
    }
    assert described - matrix == {
        ("GET", "/healthz"),
        ("GET", "/metrics"),  # of all collections: test_journal
        ("GET", "/"),
        ("GET", "/staff/{name}"),
        ("GET", "/embed"),
        ("GET", "/static/{name}"),
        ("GET", "/v1/models"),
        ("GET", "/v1/models/{model}"),
        ("POST", "/v1/feedback"),
        ("POST", "/v1/evidence"),  # a file: below
        ("GET", "/v1/session"),
        ("POST", "/v1/session"),
        ("DELETE", "/v1/session"),
        ("GET", "/v1/conversations/{conversation_id}"),  # of a key, not of a collection: below
        ("DELETE", "/v1/conversations/{conversation_id}"),
    }


def test_without_public_collections_nothing_is_open_without_a_key(index: Path) -> None:
    with serving(Assistant.open(index), index, public=()) as address:
        reader = Keys(ServiceStore(index)).add("读者", "reader", ["public"])[1]
        for path in ("/v1/documents", "/v1/suggestions", "/v1/facts", "/ask"):
            assert fetch(f"{address}{path}").status == 401
            assert fetch(f"{address}{path}", key=reader).status == 200
        assert fetch(f"{address}/v1/ask", QUESTION).status == 401
        assert fetch(f"{address}/healthz").status == 200
        assert fetch(f"{address}/static/widget.js").status == 200


def test_a_conversation_is_of_the_key_that_began_it(service: Service) -> None:
    """1,000 times somebody asks under an id that is somebody else's: nothing of the conversation is carried over."""
    chance = random.Random(5)
    known = ("nobody", "reader", "staff", "staff of all", "admin", "admin of all")
    began: list[tuple[str, str]] = []
    for number in range(20):
        who = known[number % len(known)]
        began.append((who, f"conversation-{number}"))
        answer = sent(service, who, "POST", "/v1/ask", {"question": "蔚县三公经费", "conversation_id": began[-1][1]})
        assert answer.json["figures"][0]["value"] == "20.4"
    for _ in range(1000):
        owner, conversation = chance.choice(began)
        other = chance.choice([who for who in known if who != owner])
        body = {"question": "那是多少元", "conversation_id": f"{conversation}"}
        foreign = sent(service, other, "POST", "/v1/ask", body).json
        assert foreign["interpretation"]["carried"] == []
        assert foreign["status"] != "answered"
        if other.startswith(("staff", "admin")):
            sent(service, other, "DELETE", f"/v1/conversations/{conversation}")
    for owner, conversation in began:
        own = sent(service, owner, "POST", "/v1/ask", {"question": "那是多少元", "conversation_id": conversation}).json
        assert own["figures"][0]["value"] == "204000"


def test_an_id_that_can_be_guessed_is_good_from_one_address(index: Path) -> None:
    long = "0f8fad5b-d9cb-469f-a165-70867728950e"
    with serving(Assistant.open(index), index, proxies=("127.0.0.1",)) as address:

        def ask(question: str, conversation: str, host: str) -> list[str]:
            body = {"question": question, "conversation_id": conversation}
            told = fetch(f"{address}/v1/ask", body, headers={"X-Forwarded-For": host}).json
            return [figure["value"] for figure in told["figures"]]

        for conversation in ("1", long):
            assert ask("蔚县三公经费", conversation, "203.0.113.1") == ["20.4"]
        assert ask("那是多少元", "1", "198.51.100.7") == []
        assert ask("那是多少元", "1", "203.0.113.1") == ["204000"]
        assert ask("那是多少元", long, "198.51.100.7") == ["204000"]  # whoever knows it has it from its owner


def test_a_kept_answer_goes_with_the_document_that_it_cites(tmp_path: Path) -> None:
    index = tmp_path / "index"
    ingest_upload("蔚县.txt", SHORT.format("蔚县", "20.4").encode(), index)
    ingest_upload("崇礼.txt", SHORT.format("崇礼区", "6.66").encode(), index)
    key = Keys(ServiceStore(index)).add("科员", "staff", ["public"])[1]
    with serving(Assistant.open(index), index) as address:
        for question in ("崇礼区三公经费", "蔚县三公经费"):
            fetch(f"{address}/v1/ask", {"question": question, "conversation_id": "days"}, key=key)
        ids = {each["entity"]: each["id"] for each in fetch(f"{address}/v1/documents").json}
        forget_document(ids["崇礼区人民政府办公室"], index)
        turns = fetch(f"{address}/v1/conversations/days", key=key).json["turns"]
        assert [turn["answer"]["question"] for turn in turns] == ["蔚县三公经费"]


def test_kept_conversations_are_listed_to_their_key_alone(service: Service, index: Path) -> None:
    body = {"question": "蔚县三公经费", "conversation_id": "kept-1"}
    sent(service, "staff of all", "POST", "/v1/ask", body)
    sent(service, "nobody", "POST", "/v1/ask", body)
    sent(service, "reader", "POST", "/v1/ask", body)
    listed = sent(service, "staff of all", "GET", "/v1/conversations").json
    assert ("kept-1", "蔚县三公经费", 1) in [(each["id"], each["title"], each["turns"]) for each in listed]
    assert "kept-1" not in [each["id"] for each in sent(service, "admin of all", "GET", "/v1/conversations").json]
    whole = sent(service, "staff of all", "GET", "/v1/conversations/kept-1").json
    assert whole["turns"][0]["answer"]["text"] == "蔚县人民政府办公室2022年“三公”经费预算为20.4万元。[1]"
    assert sent(service, "admin of all", "GET", "/v1/conversations/kept-1").status == 404
    with ServiceStore(index).transaction() as db:
        assert {row[0] for row in db.execute("SELECT DISTINCT visitor FROM turns")} <= {
            key.id for key in Keys(ServiceStore(index)).all() if key.visitor.may("staff")
        }
    assert sent(service, "staff of all", "DELETE", "/v1/conversations/kept-1").status == 204
    assert sent(service, "staff of all", "GET", "/v1/conversations/kept-1").status == 404
    again = {"question": "那是多少元", "conversation_id": "kept-1"}
    assert sent(service, "staff of all", "POST", "/v1/ask", again).json["interpretation"]["carried"] == []


def test_a_kept_conversation_goes_on_after_a_restart(index: Path) -> None:
    key = Keys(ServiceStore(index)).add("科员", "staff")[1]
    for question, value in (("蔚县三公经费", "20.4"), ("那是多少元", "204000")):
        with serving(Assistant.open(index), index) as address:
            body = {"question": question, "conversation_id": "days"}
            assert fetch(f"{address}/v1/ask", body, key=key).json["figures"][0]["value"] == value


def cookie_of(reply: Reply) -> str:
    return str(reply.headers["set-cookie"]).partition(";")[0]


def test_a_browser_signs_in_and_out(service: Service) -> None:
    address = service.address
    assert call(f"{address}/v1/session")[1] == {"name": None, "scope": "anonymous", "collections": ["public"]}
    assert fetch(f"{address}/v1/session", {"key": service.keys["invented"]}).status == 401
    signed = fetch(f"{address}/v1/session", {"key": service.keys["staff of all"]})
    assert signed.json == {"name": "科长", "scope": "staff", "collections": None}
    kept = signed.headers["set-cookie"].lower()
    assert all(part in kept for part in ("httponly", "samesite=strict", "path=/"))
    assert service.keys["staff of all"] not in kept
    mine = {"Cookie": cookie_of(signed), "Origin": address}
    draft = f"{address}/documents/{service.ids['阳原县']}"
    assert (fetch(draft).status, fetch(draft, headers=mine).status) == (404, 200)
    assert fetch(f"{address}/v1/session", method="DELETE", headers=mine).status == 204
    assert fetch(draft, headers=mine).status == 404


def test_nobody_is_answered_in_place_of_somebody_whose_session_has_ended(service: Service, index: Path) -> None:
    key, secret = Keys(ServiceStore(index)).add("临时", "staff")
    mine = {"Cookie": cookie_of(fetch(f"{service.address}/v1/session", {"key": secret})), "Origin": service.address}
    Keys(ServiceStore(index)).revoke(key.id)
    ended = fetch(f"{service.address}/v1/ask", {"question": "蔚县三公经费"}, headers=mine)
    assert (ended.status, ended.json["detail"]) == (401, "The session has ended; sign in again.")
    assert f'{COOKIE}=""' in ended.headers["set-cookie"]
    assert fetch(f"{service.address}/documents/{service.ids['蔚县']}", headers=mine).status == 200
    assert fetch(f"{service.address}/", headers=mine).status == 200


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_no_other_site_signs_anybody_in_or_out(service: Service, method: str) -> None:
    body = {"key": service.keys["staff"]} if method == "POST" else None
    theirs = fetch(
        f"{service.address}/v1/session", body, method=method, headers={"Origin": "https://elsewhere.example"}
    )
    assert (theirs.status, theirs.headers["set-cookie"]) == (403, None)


def test_a_session_ends_with_its_key_and_with_time(service: Service, index: Path) -> None:
    keys = Keys(ServiceStore(index))
    key, secret = keys.add("临时", "staff")
    mine = {"Cookie": cookie_of(fetch(f"{service.address}/v1/session", {"key": secret}))}
    assert call_with(service, mine)["scope"] == "staff"
    keys.revoke(key.id)
    assert call_with(service, mine)["scope"] == "anonymous"
    assert call_with(service, {"Cookie": f"{COOKIE}=guess"})["scope"] == "anonymous"


def call_with(service: Service, headers: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = fetch(f"{service.address}/v1/session", headers=headers).json
    return found


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_another_site_cannot_act_by_a_session(service: Service, origin: str) -> None:
    """A cookie that a browser sends along from another site reads nothing that it could not read without, and changes nothing."""
    signed = fetch(f"{service.address}/v1/session", {"key": service.keys["admin of all"]})
    theirs = {"Cookie": cookie_of(signed)} | ({"Origin": origin} if origin else {})
    gone = fetch(f"{service.address}/v1/documents/{service.ids['阳原县']}", method="DELETE", headers=theirs)
    asked = fetch(f"{service.address}/v1/ask", QUESTION, headers=theirs)
    assert (gone.status, asked.status) == (403, 403)
    assert fetch(f"{service.address}/v1/session", headers=theirs).json["scope"] == "admin"  # nor ends it
    assert "access-control-allow-credentials" not in asked.headers


def test_no_secret_is_kept(service: Service, index: Path) -> None:
    content = b"".join(path.read_bytes() for path in index.glob(f"{FILE_NAME}*"))
    assert "科长".encode() in content
    assert not any(secret.removeprefix(PREFIX).encode() in content for secret in service.keys.values() if secret)
    assert min(len(secret) for secret in service.keys.values() if secret) >= len(PREFIX) + 128 // 6


def test_an_evidence_sheet_is_of_what_one_may_see(service: Service) -> None:
    assert sent(service, "staff", "POST", "/v1/evidence", TURNS | {"document_ids": ["{draft}"]}).status == 404
