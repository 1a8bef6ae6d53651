"""A tool of the official server as that one makes it, over HTTP instead of stdio: with FastMCP, which it is made of."""

import os
import sys

import httpx
from fastmcp import FastMCP

server = FastMCP("kestra")
kestra = httpx.AsyncClient(base_url=f"{os.environ['KESTRA_BASE_URL']}/api/v1/main")


@server.tool
async def list_namespaces(query: str = "", page_size: int = 100) -> dict:
    """List namespaces."""
    response = await kestra.get("/namespaces/search", params={"q": query, "size": page_size})
    response.raise_for_status()
    return response.json()


server.run(
    transport="http",
    host="127.0.0.1",
    port=int(sys.argv[1]),
    show_banner=False,
    log_level="ERROR",
    uvicorn_config={"access_log": False},
)
