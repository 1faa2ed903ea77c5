"""Reads a request's body as a JSON object, however broken it may be."""

from __future__ import annotations

import json

from aiohttp import web

from bot.preview.values import Json


class NoJsonError(ValueError):
    """The body does not parse."""


class NoObjectError(ValueError):
    """The body is JSON, but no object."""


async def read_object(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except (ValueError, RecursionError) as error:
        raise NoJsonError from error
    if not isinstance(body, dict):
        raise NoObjectError
    return body
