"""Every route called by its own description, with what fits it and what does not: no failure, no status or form that it does not name.

``CAIWEN_OPENAPI=500`` makes so many calls a route; a few where nothing is said.
"""

import os
from io import StringIO
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.api.service import create_app
from assistant.assistant import Assistant
from tests.serving import service_settings

pytestmark = [pytest.mark.integration]
CALLS = int(os.environ.get("CAIWEN_OPENAPI", "10"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ANY_SPEED = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_route_keeps_to_its_description(sample_index: Path, tmp_path: Path, mode: GenerationMode) -> None:
    service = create_app(Assistant.open(sample_index), tmp_path, service_settings(), log=StringIO())
    called = []
    for found in schemathesis.openapi.from_asgi("/openapi.json", service).get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=CALLS, deadline=None, derandomize=True, database=None, suppress_health_check=ANY_SPEED)
        def call(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        try:
            call()
            called.append(operation.label)
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # whatever is sent to the route fits its description
    assert {"POST /v1/ask", "POST /v1/ask/stream", "GET /v1/facts", "POST /v1/chat/completions"} <= set(called)
