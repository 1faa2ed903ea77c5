"""The public suffix list as it came with its package: apart, because a whole HTTP client comes along with it."""

from __future__ import annotations

from tldextract import TLDExtract

cut = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
