"""Errors a user can act on. Each says what, where, and what to do next, and knows its exit code."""


class CaiwenError(Exception):
    """Root of all errors that Caiwen raises on purpose."""

    exit_code = 1


class UnreadableFile(CaiwenError):
    """A file cannot be read as a disclosure; the rest of a batch goes on."""

    exit_code = 3

    def __init__(self, file: str, problem: str, advice: str) -> None:
        super().__init__(f"{file}: {problem}. {advice}")
        self.file = file
        self.problem = problem
        self.advice = advice


class IndexMissing(CaiwenError):
    """There is no index where one was expected."""

    exit_code = 2


class IndexLocked(CaiwenError):
    """Another process is writing to the index."""

    exit_code = 4


class IndexOutdated(CaiwenError):
    """The index was written by another version of the extractor."""

    exit_code = 2


class PassagesOutdated(CaiwenError):
    """The vectors of the passages were made by another embedding model than the one that is asked."""

    exit_code = 2


class ModelMissing(CaiwenError):
    """A model cannot be loaded: it, a file of its folder, or the extra that it needs is missing."""

    exit_code = 2


class SettingsInvalid(CaiwenError):
    """A setting has a value that it cannot have, or there is no such setting."""

    exit_code = 2


class ServiceStoreUnavailable(CaiwenError):
    """What the service writes has no place to be written to."""

    exit_code = 2
