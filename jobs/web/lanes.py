"""Says which visits burden the same servers and must therefore take turns."""

from zlib import crc32

from jobs.analysis.addresses import registrable_domain, sharding_domain

_LANES_OF_A_PLATFORM = 8  # connections at once to a place where thousands of tenants share many servers


def owner(name: str) -> str:
    """Whose word on how often to come counts for this host: its registrable domain's, or its tenant's."""
    return registrable_domain(name) or sharding_domain(name)


def lane(name: str) -> str:
    """All hosts of one owner are one lane. Tenants of a platform share a few, so that a thousand do not swamp it."""
    domain, platform = owner(name), sharding_domain(name)
    if domain == platform:
        return domain
    return f"{platform} {crc32(domain.encode()) % _LANES_OF_A_PLATFORM}"
