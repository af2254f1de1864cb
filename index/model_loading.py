"""What loading a model of sentence-transformers has in common: from this machine only, and every failure told with what to do.

Nothing is fetched: neither an ingest nor a question waits for a network, and a model does not change behind the index.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ModelMissing


@contextmanager
def loading(name: str) -> Iterator[None]:
    """Around the import of the library and the loading of a model: what fails there is raised as ``ModelMissing``."""
    try:
        import sentence_transformers  # noqa: F401
        from huggingface_hub.errors import HFValidationError, RevisionResolutionError
        from transformers.utils import logging
    except ImportError as error:
        raise _without_extra(name, error) from error
    logging.disable_progress_bar()
    try:
        if not Path(name).is_dir():
            commit_of(name)
        yield
    except ImportError as error:
        raise _without_extra(name, error) from error
    except (RevisionResolutionError, HFValidationError) as error:
        advice = "Check the path, or fetch a model of the hub first: hf download OWNER/NAME"
        raise ModelMissing(f"{name}: neither a folder nor a model that was downloaded. {advice}.") from error
    except (OSError, ValueError, RuntimeError, AssertionError) as error:
        first = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        raise ModelMissing(
            f"{name}: it cannot be loaded ({first}). Check its name, its files and the device."
        ) from error


def revision_of(name: str) -> str:
    """What changes with the files of a model: their hash where it is a folder, else its commit."""
    folder = Path(name)
    if not folder.is_dir():
        return commit_of(name)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in place.parts):
            digest.update(place.as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def commit_of(name: str) -> str:
    """The commit of a model of the hub that was downloaded. Raises errors of ``huggingface_hub`` where there is none."""
    from huggingface_hub import resolve_revision

    cache = os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    return str(resolve_revision(name, cache_dir=cache, local_files_only=True).resolved)


def _without_extra(name: str, error: ImportError) -> ModelMissing:
    advice = "Install it: make models, or pip install 'caiwen[models]'. The built-in model needs nothing"
    return ModelMissing(f"{name}: it needs the extra `models` ({error}). {advice}.")
