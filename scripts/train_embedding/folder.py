"""The model's folder: what ``SentenceTransformer(folder)`` and ``index.embedding`` both load."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

_MODULES = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
_NORMALIZE = "sentence_transformers.base.modules.normalize.Normalize"


def save_model(folder: Path, tokenizer: Tokenizer, matrix: np.ndarray) -> None:
    """Write the folder of a ``StaticEmbedding`` with a ``Normalize`` after it; the matrix is stored as float16."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    save_file({"embedding.weight": matrix.astype(np.float16)}, folder / "model.safetensors")
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": _MODULES},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": _NORMALIZE},
    ]
    settings = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}
    _write(folder / "modules.json", modules)
    _write(folder / "config_sentence_transformers.json", settings)
    names = {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"}
    _write(folder / "1_Normalize" / "config.json", names)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
