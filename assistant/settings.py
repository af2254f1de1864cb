"""Settings, read once at the edge: command line, then CAIWEN_ variables, then caiwen.toml, then defaults.

docs/settings.md lists them. A command that needs no more than the index asks ``index_folder`` for it: pydantic takes longer to
load than the rest of the command line.
"""

from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from assistant.index_folder import DEFAULT_INDEX, SETTINGS_FILE
from index.errors import SettingsInvalid

BUILT_IN = "built-in"
_PREFIX = "CAIWEN_"
_NOT_TOLD = frozenset({"wording", "wording.api_key", "wording.base_url"})
Collection = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.\-]{1,64}$")]
_BATCH_SIZE = 32  # what sentence-transformers takes where nothing is said


class EmbeddingSettings(BaseModel):
    """The model that makes the vectors: ``built-in``, or one of sentence-transformers by name or folder.

    A prompt that is not set is the model's own. The built-in model has none, and takes neither batches nor a device.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(default=BUILT_IN, min_length=1)
    query_prompt: str | None = None
    passage_prompt: str | None = None
    batch_size: int = Field(default=_BATCH_SIZE, gt=0)
    device: str | None = None


class RerankerSettings(BaseModel):
    """A cross-encoder that puts the best passages into their final order; none where no ``model`` is named."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | None = Field(default=None, min_length=1)
    batch_size: int = Field(default=_BATCH_SIZE, gt=0)
    device: str | None = None


class WordingSettings(BaseModel):
    """A language model that may put checked answers into other words (docs/wording.md); off unless ``enabled``.

    ``timeout`` is the whole time of a call in seconds. With ``read_questions`` the model may also put a question that was not
    understood into other words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    enabled: bool = False
    model: str | None = Field(default=None, min_length=1)
    provider: str = Field(default="openai", min_length=1)
    base_url: str | None = Field(default=None, pattern=r"^https?://[^@\s]+$")
    api_key: SecretStr | None = None
    timeout: float = Field(default=10, gt=0)
    max_tokens: int = Field(default=1000, gt=0)
    temperature: float = Field(default=0, ge=0, le=2)
    read_questions: bool = False

    @model_validator(mode="after")
    def _names_a_model(self) -> Self:
        if self.enabled and self.model is None:
            raise ValueError("wording.enabled needs wording.model (CAIWEN_WORDING__MODEL)")
        return self


class ServiceSettings(BaseModel):
    """The HTTP service.

    ``origins``: portals whose pages may show the widget and call it (``https://host[:port]``). ``public``: collections that anybody may
    read without a key. ``proxies``: addresses or networks whose X-Forwarded- headers are believed. ``per_address`` and ``per_key``:
    requests a minute, 0 for any number. ``at_once``: requests that are worked on at the same time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    origins: tuple[Annotated[str, StringConstraints(pattern=r"^https?://[a-z0-9.\-]+(?::\d{1,5})?$")], ...] = ()
    public: tuple[Collection, ...] = ("public",)
    proxies: tuple[IPvAnyNetwork, ...] = ()
    per_address: int = Field(default=300, ge=0)
    per_key: int = Field(default=1200, ge=0)
    at_once: int = Field(default=64, gt=0)


class Settings(BaseSettings):
    """All settings, with their defaults."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=_PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        toml_file=SETTINGS_FILE,
        hide_input_in_errors=True,
    )

    index: Path = DEFAULT_INDEX
    embedding: EmbeddingSettings = EmbeddingSettings()
    reranker: RerankerSettings = RerankerSettings()
    wording: WordingSettings = WordingSettings()
    service: ServiceSettings = ServiceSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given, the environment, the file: the first that says something counts."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings(index: Path | None = None) -> Settings:
    """The settings of this process, with the index folder where the command line gives one. Raises ``SettingsInvalid``."""
    try:
        return Settings() if index is None else Settings(index=index)
    except ValidationError as error:
        raise SettingsInvalid(f"{_faults(error)}. See docs/settings.md") from error
    except (SettingsError, ValueError) as error:
        raise SettingsInvalid(f"{SETTINGS_FILE} or {_PREFIX} variables: {error}. See docs/settings.md") from error


def _faults(error: ValidationError) -> str:
    """Each key with its value and what is wrong with it; values that are or may hold the key of a service are not told."""
    faults = []
    for fault in error.errors():
        key = ".".join(map(str, fault["loc"]))
        variable = _PREFIX + key.upper().replace(".", "__")
        if fault["type"] == "extra_forbidden":
            faults.append(f"there is no setting {key} ({variable})")
        elif key in _NOT_TOLD:
            faults.append(f"{key} ({variable}): {fault['msg']}")
        else:
            faults.append(f"{key} ({variable}) is {fault['input']!r}: {fault['msg']}")
    return "; ".join(faults)
