"""Kept conversations over HTTP: of staff, each their own."""

from fastapi import APIRouter, HTTPException

from assistant.api.history import History
from assistant.api.problems import PROBLEMS
from assistant.api.schemas import ConversationDetail, ConversationSummary, ConversationTurn, Identifier
from assistant.api.view import StaffViewing

_NONE = "There is no such conversation."  # the same for one of somebody else


def conversation_routes(history: History) -> APIRouter:
    """The routes of the conversations that are kept."""
    routes = APIRouter(prefix="/v1", tags=["conversations"], responses=PROBLEMS)

    @routes.get("/conversations")
    def conversations(view: StaffViewing) -> list[ConversationSummary]:
        """The conversations of this key, the one spoken in last first."""
        return [
            ConversationSummary(id=kept.id, title=kept.title, updated=kept.updated, turns=kept.turns)
            for kept in history.conversations(view.visitor.id)
        ]

    @routes.get("/conversations/{conversation_id}")
    def conversation(view: StaffViewing, conversation_id: Identifier) -> ConversationDetail:
        """A conversation of this key, with its answers as they were given."""
        turns = view.turns(conversation_id)
        if not turns:
            raise HTTPException(404, _NONE)
        return ConversationDetail(
            id=conversation_id,
            title=turns[0].question,
            updated=turns[-1].at,
            turns=[ConversationTurn(at=turn.at, scope=turn.scope, answer=turn.answer) for turn in turns],
        )

    @routes.delete("/conversations/{conversation_id}", status_code=204)
    def forget(view: StaffViewing, conversation_id: Identifier) -> None:
        """Delete a conversation of this key."""
        if not history.forget(view.visitor.id, conversation_id):
            raise HTTPException(404, _NONE)
        view.drop_conversation(conversation_id)

    return routes
