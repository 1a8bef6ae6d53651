import assert from 'node:assert/strict';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from '../../../src/shared/connection.ts';
import type { ErrorObject } from '../../../src/mcp/failureResult.ts';
import { createFlow } from '../../support/executions.ts';
import { McpClient, textOf } from './client.ts';
import { approval } from './flows.ts';
import { MARK, stateOf, type Foreign } from './foreign.ts';

export type Arguments = Record<string, unknown>;

/**
 * What a tool does when it is called for what lies outside. `refused`: every call is. `filtered`: it answers, but
 * without what lies outside. `apart`: it touches no namespace.
 */
export type ScopeCase<Outside> =
  | { refused: (foreign: Outside) => Arguments[] }
  | { filtered: Arguments[] }
  | 'apart';

/** For every listed tool there is a case, and for no other. */
export function hasACaseForEach(cases: Record<string, unknown>, listed: readonly { name: string }[]): void {
  it('has a case for every tool', () => {
    const names = listed.map(({ name }) => name);
    assert.deepEqual(Object.keys(cases).toSorted(), names.toSorted());
  });
}

/** What is called, and on which Kestra. */
export interface Round<Outside extends Foreign> {
  base: string;
  toolset: string;
  connection: () => Connection;
  cases: Record<string, ScopeCase<Outside>>;
  plant: (connection: Connection, namespace: string) => Promise<Outside>;
}

/** Calls every tool for what lies outside of the scope of its server. */
export function holdsTheScope<Outside extends Foreign>({
  base,
  toolset,
  connection,
  cases,
  plant,
}: Round<Outside>): void {
  let foreign: Outside;
  let before_: unknown;
  let mcp: McpClient;

  before('what lies inside and outside', async function () {
    this.timeout(120_000);
    foreign = await plant(connection(), `${base}.${MARK}`);
    await createFlow(connection(), approval(`${base}.in`));
    // Two patterns, so that no search can be narrowed to one namespace.
    const namespaces = { allow: [`${base}.in.*`, `${base}.also`], deny: [`${base}.in.closed`] };
    const env = { KESTRA_MCP_TOOLSET: toolset };
    mcp = await new McpClient({ ...connection(), namespaces }, env).start();
    before_ = await stateOf(connection(), foreign);
  });
  after(() => mcp?.close());

  for (const [tool, expected] of Object.entries(cases)) {
    if (expected === 'apart') continue;
    if ('refused' in expected) {
      it(`${tool} is refused`, async () => {
        for (const args of expected.refused(foreign)) refusedForScope(await answer(mcp, tool, args), args);
      });
    } else {
      it(`${tool} leaves out what lies outside`, async () => {
        for (const args of expected.filtered) {
          const told = await answer(mcp, tool, args);
          assert.ok(!told.isError, textOf(told));
          assert.ok(!withoutEcho(told, args).includes(MARK), `${JSON.stringify(args)}: ${textOf(told)}`);
        }
      });
    }
  }

  it('has changed nothing', async () => {
    assert.deepEqual(await stateOf(connection(), foreign), before_);
  });
}

/** A refusal with its reason, or one outcome that is refused; nothing in it that was not in the arguments. */
function refusedForScope(told: CallToolResult, args: Arguments): void {
  const where = `${JSON.stringify(args)}: ${textOf(told)}`;
  assert.ok(told.isError, where);
  const { code, message, hint = '' } = JSON.parse(textOf(told)) as ErrorObject;
  assert.equal(code, 'REFUSED', where);
  assert.match(message, /outside the namespaces that this connection allows/, where);
  const named = JSON.stringify(args);
  if (!named.includes(MARK)) assert.ok(!`${message}${hint}`.includes(MARK), where);
}

async function answer(mcp: McpClient, name: string, args: Arguments): Promise<CallToolResult> {
  return (await mcp.client.callTool({ name, arguments: args })) as CallToolResult;
}

/** The text of a result without the searched text, which an answer may repeat. */
function withoutEcho(told: CallToolResult, { query }: Arguments): string {
  return typeof query === 'string' ? textOf(told).replaceAll(`'${query}'`, '') : textOf(told);
}
