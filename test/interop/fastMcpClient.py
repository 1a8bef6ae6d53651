"""FastMCP's client over the stdio server. It builds Python types from the tools' output schemas."""

import asyncio

from bridge import answer_requests, plain, server_command
from fastmcp import Client
from fastmcp.client.transports import StdioTransport
from mcp.types import PromptReference


async def main():
    command, args, env = server_command()
    client = Client(StdioTransport(command, args, env=env, keep_alive=False))
    async with client:

        async def call_tool(name, arguments):
            progress = []

            async def on_progress(_done, _total, message):
                progress.append(message)

            result = await client.call_tool(
                name, arguments, progress_handler=on_progress, raise_on_error=False
            )
            return {
                "isError": result.is_error,
                "content": plain(result.content),
                "structuredContent": result.structured_content,
                "typed": type(result.data).__name__,
                "progress": progress,
            }

        async def initialize():
            return plain(client.initialize_result)

        async def list_tools():
            return plain(await client.list_tools())

        async def list_resource_templates():
            return plain(await client.list_resource_templates())

        async def read_resource(uri):
            return plain(await client.read_resource(uri))

        async def complete(prompt, argument):
            ref = PromptReference(type="ref/prompt", name=prompt)
            return plain(await client.complete(ref, argument))

        async def list_prompts():
            return plain(await client.list_prompts())

        async def get_prompt(name, arguments):
            return plain(await client.get_prompt(name, arguments))["messages"]

        await answer_requests(locals())


asyncio.run(main())
