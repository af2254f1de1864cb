"""Speed of the built-in embedding model, without torch: sentences a second on one core, and the time to load it.

Run: taskset -c 0 python -m eval.benchmarks.embed
"""

import random
import sys
import time
from importlib.resources import files
from pathlib import Path

SENTENCES = 20_000
LENGTH = 15
ROUNDS = 5


def short_sentences(number: int) -> list[str]:
    """Sentences of 15 characters of the sample disclosures, so mixed that hardly any two are alike."""
    chance = random.Random(7)
    corpus = Path(str(files("eval"))) / "corpus"
    text = "".join(
        char
        for path in sorted(corpus.glob("*.txt"))
        for char in path.read_text(encoding="utf-8")
        if "一" <= char <= "鿿"
    )
    starts = [chance.randrange(len(text) - LENGTH) for _ in range(2 * number)]
    return [text[a : a + LENGTH - 2] + text[b : b + 2] for a, b in zip(starts[::2], starts[1::2], strict=True)]


def main() -> None:
    """Print the best of some rounds."""
    import safetensors.numpy  # noqa: F401  (imported before the clock starts)
    import tokenizers  # noqa: F401

    from index.embedding import built_in

    began = time.perf_counter()
    model = built_in()
    loading = time.perf_counter() - began
    texts = short_sentences(SENTENCES)
    model.encode(texts[:1000])
    rates = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        model.encode(texts)
        rates.append(len(texts) / (time.perf_counter() - began))
    assert "torch" not in sys.modules
    print(
        f"loading {loading:.3f} s; {max(rates):,.0f} sentences of {LENGTH} characters a second (best of {ROUNDS} rounds)"
    )


if __name__ == "__main__":
    main()
