"""Where requests come from."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

_SITE = 64  # bits of an IPv6 address that one house has for itself


def site_of(scope: Scope) -> str:
    """The address that a request comes from; of an IPv6 address the part that one customer has."""
    return _site(str((scope.get("client") or ("",))[0]))


@lru_cache(maxsize=4096)
def _site(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, _SITE), strict=False)) if isinstance(address, IPv6Address) else host
