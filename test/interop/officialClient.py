"""The official Python client (package `mcp`) over the stdio server."""

import asyncio

from bridge import answer_requests, plain, server_command
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, ElicitResult, PromptReference


async def main():
    command, args, env = server_command()
    server = StdioServerParameters(command=command, args=args, env=env)
    asked = []

    async def answer_form(_context, params):
        asked.append(plain(params))
        return ElicitResult(action="accept", content={"reason": "from Python", "level": "high"})

    async with (
        stdio_client(server) as (read, write),
        ClientSession(read, write, elicitation_callback=answer_form) as session,
    ):

        async def run_task(name, arguments, cancel):
            """Begins a task, follows it, and returns all that was seen of it."""
            tasks = session.experimental
            asked.clear()
            task_id = (await tasks.call_tool_as_task(name, arguments)).task.taskId
            statuses, result = [], None
            if cancel:
                statuses.append((await tasks.cancel_task(task_id)).status)
            async for task in tasks.poll_task(task_id):
                statuses.append(task.status)
                if task.status == "input_required":
                    result = await tasks.get_task_result(task_id, CallToolResult)
            result = result or await tasks.get_task_result(task_id, CallToolResult)
            listed = [task.taskId for task in (await tasks.list_tasks()).tasks]
            return {
                "taskId": task_id,
                "statuses": statuses,
                "result": plain(result),
                "asked": asked,
                "listed": task_id in listed,
            }

        async def call_tool(name, arguments):
            progress = []

            async def on_progress(_done, _total, message):
                progress.append(message)

            result = await session.call_tool(name, arguments, progress_callback=on_progress)
            return {**plain(result), "progress": progress}

        async def initialize():
            return plain(await session.initialize())

        async def list_tools():
            return plain((await session.list_tools()).tools)

        async def list_resource_templates():
            result = plain(await session.list_resource_templates())
            return result["resourceTemplates"]

        async def read_resource(uri):
            return plain(await session.read_resource(uri))["contents"]

        async def complete(prompt, argument):
            ref = PromptReference(type="ref/prompt", name=prompt)
            return plain(await session.complete(ref, argument))["completion"]

        async def list_prompts():
            return plain((await session.list_prompts()).prompts)

        async def get_prompt(name, arguments):
            return plain(await session.get_prompt(name, arguments))["messages"]

        await answer_requests(locals())


asyncio.run(main())
