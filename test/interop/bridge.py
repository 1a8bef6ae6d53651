"""Requests as JSON lines on stdin, answers as JSON lines on stdout: how the tests drive a Python client."""

import asyncio
import json
import os
import sys


def server_command():
    """The program and arguments of the server under test, as the tests named them."""
    return sys.argv[1], sys.argv[2:], dict(os.environ)


def plain(value):
    """What a client returned, with the protocol's own names."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.model_dump(mode="json", by_alias=True, exclude_none=True)


async def answer_requests(methods):
    """Calls the named method for every request until stdin ends; an exception is an answer too."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        request = json.loads(line)
        try:
            answer = {"result": await methods[request["method"]](**request["params"])}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
