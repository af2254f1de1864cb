"""Where bodies belong, as filters name it."""

from functools import lru_cache

from index.entities import entity_of


@lru_cache(maxsize=8192)
def region_of(entity: str) -> str:
    """The region of a body, from the province down (河北省 邯郸市 馆陶县); empty where it is not known."""
    return " ".join(region.name for region in reversed(entity_of(entity).regions))
