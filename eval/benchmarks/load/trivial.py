"""The yardstick: FastAPI taking the same body and answering with a constant, run as ``caiwen serve`` runs the service.

Run: python -m eval.benchmarks.load.trivial PORT
"""

import sys

import uvicorn
from fastapi import FastAPI

from assistant.api.schemas import Question

app = FastAPI()


@app.post("/v1/ask")
async def ask(question: Question) -> dict[str, str]:
    """A small answer that nothing has to be found for."""
    return {"status": "answered"}


@app.get("/healthz")
async def alive() -> dict[str, str]:
    """That the process answers."""
    return {"status": "ok"}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", server_header=False)
