"""What is written down of the service at work, and what is not."""

import json
from io import StringIO
from pathlib import Path

import pytest

from assistant.api.journal import masked
from assistant.api.keys import Keys
from assistant.api.service_store import ServiceStore
from assistant.assistant import Assistant
from assistant.contract import Answer
from tests.asking import library
from tests.serving import fetch, serving

SHORT = "蔚县人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("我的身份证11010519491231002X，蔚县三公经费", "我的身份证＊＊＊，蔚县三公经费"),
        ("身份证 110105 19491231 0021 的人问", "身份证 ＊＊＊ 的人问"),
        ("130503670401001是旧身份证", "＊＊＊是旧身份证"),
        ("电话13800138000或138-0013-8000", "电话＊＊＊或＊＊＊"),
        ("１３８００１３８０００", "＊＊＊"),
        ("座机0310-2822345，0310 2822345", "座机＊＊＊，＊＊＊"),
        ("卡号6222 0212 0000 0000 123", "卡号＊＊＊"),
        ("邮箱zhang.san@example.gov.cn问", "邮箱＊＊＊问"),
        ("2013102科目预算多少元", "2013102科目预算多少元"),
        ("30201和30299，2021年2022年", "30201和30299，2021年2022年"),
        ("是不是12345.67万元，1234567890元", "是不是12345.67万元，1234567890元"),
        ("2019 2020 2021", "2019 2020 2021"),
        ("2013101 2013102和30201、30299", "2013101 2013102和30201、30299"),
        (
            "138 00138000、1380-0138-000、138.0013.8000、138–0013–8000、138/0013/8000",
            "＊＊＊、＊＊＊、＊＊＊、＊＊＊、＊＊＊",
        ),
        ("(0310)2822345，（0310）2822345，0310—2822345", "(＊＊＊，（＊＊＊，＊＊＊"),
        ("110105 1949 1231 0021，1101 0519 4912 3100 2X", "＊＊＊，＊＊＊"),
        ("护照E12345678，电话一三八零零一三八零零零", "护照＊＊＊，电话＊＊＊"),
        ("1,234,567,890.12元，12345678.90元", "1,234,567,890.12元，12345678.90元"),
        ("30000000000元、12345678901.23万元", "30000000000元、12345678901.23万元"),
    ],
)
def test_what_may_be_somebodys_is_masked(text: str, told: str) -> None:
    assert masked(text) == told


def lines(log: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.integration
def test_an_answer_is_a_line(tmp_path: Path) -> None:
    log = StringIO()
    with serving(library(tmp_path, SHORT), tmp_path, log=log, proxies=("127.0.0.1",)) as address:
        asked = {"question": "蔚县三公经费", "conversation_id": "c-12345678"}
        reply = fetch(f"{address}/v1/ask", asked, headers={"X-Request-Id": "of-the-proxy-1"})
        fetch(f"{address}/v1/ask/stream", asked)
        fetch(f"{address}/v1/chat/completions", {"messages": [{"role": "user", "content": "正定县三公经费"}]})
        fetch(f"{address}/ask?q=13800138000")
    first, second, chat, form = lines(log)
    citation = reply.json["citations"][0]
    assert {name: first[name] for name in first if name not in {"timestamp", "milliseconds", "session"}} == {
        "event": "answered",
        "level": "info",
        "request_id": "of-the-proxy-1",
        "question": "蔚县三公经费",
        "status": "answered",
        "reason": None,
        "origin": "extracted",
        "generation": first["generation"],
        "citations": [f"{citation['document_id']}:{citation['start']}-{citation['end']}"],
    }
    assert first["session"] == second["session"] != chat["session"]
    assert (chat["status"], chat["reason"], form["question"]) == ("not_found", "no_document", "＊＊＊")
    for told in ("13800138000", "127.0.0.1", "c-12345678"):
        assert told not in log.getvalue()


@pytest.mark.integration
def test_a_failure_is_a_line_with_its_trace_and_the_id_of_its_request(tmp_path: Path) -> None:
    class Failing(Assistant):
        def ask(self, *given: object, **options: object) -> Answer:
            raise RuntimeError("of the program")

    log = StringIO()
    with serving(Failing(library(tmp_path, SHORT).store), tmp_path, log=log) as address:
        reply = fetch(f"{address}/v1/ask", {"question": "蔚县三公经费"})
    (line,) = lines(log)
    assert (line["event"], line["level"], line["request_id"]) == ("failed", "error", reply.headers["x-request-id"])
    assert "RuntimeError: of the program" in str(line["exception"])
    assert "of the program" not in reply.text


@pytest.mark.integration
def test_numbers_for_prometheus(tmp_path: Path) -> None:
    with serving(library(tmp_path, SHORT), tmp_path) as address:
        key = Keys(ServiceStore(tmp_path)).add("监控", "staff")[1]
        some = Keys(ServiceStore(tmp_path)).add("科员", "staff", ["public"])[1]
        for question in ("蔚县三公经费", "蔚县三公经费", "正定县三公经费"):
            fetch(f"{address}/v1/ask", {"question": question})
        fetch(f"{address}/v1/documents/nothing")
        fetch(f"{address}/any/address/at/all")
        assert fetch(f"{address}/metrics", key=some).status == 403  # the numbers are of all collections
        told = fetch(f"{address}/metrics", key=key).text.splitlines()
    assert 'caiwen_questions_total{origin="extracted",reason="",status="answered"} 2.0' in told
    assert 'caiwen_questions_total{origin="",reason="no_document",status="not_found"} 1.0' in told
    assert "caiwen_answer_seconds_count 3.0" in told
    assert 'caiwen_responses_total{route="/v1/ask",status="200"} 3.0' in told
    assert 'caiwen_responses_total{route="/v1/documents/{document_id}",status="404"} 1.0' in told
    assert 'caiwen_responses_total{route="none",status="404"} 1.0' in told
    assert "caiwen_documents 1.0" in told
