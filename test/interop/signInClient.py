"""The official Python client (package `mcp`) through the sign-in of a team server.

Arguments: the server's address, and the id of the client where it is registered by hand. Prints the page to which the
person is to go, reads the address with which their browser comes back, and prints what the tool auth_status says.
"""

import asyncio
import json
import sys
from urllib.parse import parse_qs, urlsplit

from bridge import plain
from mcp import ClientSession
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from mcp.shared.auth import OAuthClientInformationFull, OAuthClientMetadata

try:
    from mcp.client.auth import AuthorizationCodeResult
except ImportError:  # the first generation
    AuthorizationCodeResult = None

REDIRECT = "http://127.0.0.1:33418/"
METADATA = {
    "client_name": "Python SDK",
    "redirect_uris": [REDIRECT],
    "grant_types": ["authorization_code", "refresh_token"],
    "response_types": ["code"],
    "token_endpoint_auth_method": "none",
}


class Memory:
    """What the client keeps: its registration and its tokens."""

    def __init__(self, client_id):
        self.client = OAuthClientInformationFull(client_id=client_id, **METADATA) if client_id else None
        self.tokens = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


async def show(url):
    print(json.dumps({"page": url}), flush=True)


async def come_back():
    address = json.loads(await asyncio.to_thread(sys.stdin.readline))
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    if AuthorizationCodeResult is None:
        return query["code"], query.get("state")
    return AuthorizationCodeResult(code=query["code"], state=query.get("state"), iss=query.get("iss"))


async def main(url, client_id=None):
    auth = OAuthClientProvider(
        url, OAuthClientMetadata(**METADATA), Memory(client_id), redirect_handler=show, callback_handler=come_back
    )
    async with (
        create_mcp_http_client(auth=auth) as http,
        streamable_http_client(url, http_client=http) as (read, write, *_),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        result = plain(await session.call_tool("auth_status", {}))
        print(json.dumps({"status": result["structuredContent"]}), flush=True)


asyncio.run(main(*sys.argv[1:]))
