"""All computed questions of an index, drawn with a seed."""

from random import Random

from eval.generated import computed, over_bodies
from eval.generated.generated import Generated
from eval.generated.operands import Operands
from index.fact_store import FactStore


def computed_questions(store: FactStore, operands: Operands, seed: str, *, part: float = 1) -> list[Generated]:
    """Questions of every operation, each once; the same seed draws the same ones. ``part`` of 0.5 draws half of each."""
    found: list[Generated] = []
    for rule, most in {**computed.RULES, **over_bodies.RULES}.items():
        random = Random(f"{seed}/{rule.__name__}")
        drawn = list(dict.fromkeys(rule(operands, random)))
        random.shuffle(drawn)
        found.extend(drawn[: round(most * part)])
    random = Random(f"{seed}/rows")
    found.extend(over_bodies.per_unit(store, operands, random))
    rows = list(over_bodies.over_rows(over_bodies.tables_of(store, operands), random))
    found.extend(random.sample(rows, round(len(rows) * part)))
    return list({each.question: each for each in found}.values())
