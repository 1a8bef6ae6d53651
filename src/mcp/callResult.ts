import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { ErrorObject } from './failureResult.ts';
import type { ToolOutcome } from './toolOutcome.ts';

/** How a call ended, as the protocol has it. */
export function toResult(outcome: ToolOutcome): CallToolResult {
  if (!outcome.ok) return errorResult(outcome.error);
  const { result, structured } = outcome;
  return structured
    ? structuredResult(result)
    : { content: [{ type: 'text', text: JSON.stringify(result) }] };
}

/** The same object for programs and as text for clients that know no structured content. */
export function structuredResult(result: unknown): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: Object(result) };
}

export function errorResult(error: ErrorObject): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(error) }] };
}
