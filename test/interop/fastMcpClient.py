"""FastMCP's client over the stdio server. It builds Python types from the tools' output schemas."""

import asyncio

from bridge import answer_requests, plain, server_command
from fastmcp import Client
from fastmcp.client.transports import StdioTransport
from mcp.types import PromptReference


async def main():
    command, args, env = server_command()
    asked = []

    async def answer_form(message, _response_type, params, _context):
        asked.append({"message": message, **plain(params)})
        return {"reason": "from Python", "level": "high"}

    client = Client(
        StdioTransport(command, args, env=env, keep_alive=False), elicitation_handler=answer_form
    )
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

        async def run_task(name, arguments, cancel):
            """Begins a task, follows it, and returns all that was seen of it."""
            asked.clear()
            task = await client.call_tool(name, arguments, task=True)
            statuses = []
            task.on_status_change(lambda status: statuses.append(status.status))
            if cancel:
                await task.cancel()
                await task.wait(state="cancelled")
                result = await client.get_task_result(task.task_id)
            else:
                result = (await task.result()).structured_content
                result = {"structuredContent": result}
            statuses.append((await client.get_task_status(task.task_id)).status)
            listed = [each["taskId"] for each in (await client.list_tasks())["tasks"]]
            return {
                "taskId": task.task_id,
                "statuses": statuses,
                "result": result,
                "asked": asked,
                "listed": task.task_id in listed,
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
