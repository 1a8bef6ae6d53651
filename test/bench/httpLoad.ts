import { Agent, request, type IncomingMessage } from 'node:http';

const PROTOCOL = '2025-11-25';
const INITIALIZE = {
  method: 'initialize',
  params: { protocolVersion: PROTOCOL, capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
};

interface Target {
  url: string;
  token?: string | undefined;
}

/** One client of an MCP server over HTTP, with one connection. Thin on purpose: its own cost is in every request. */
export class HttpClient {
  readonly #target: Target;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #session: string | undefined;
  #lastId = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  async begin(): Promise<void> {
    const { headers } = await this.#post({ ...INITIALIZE, id: this.#nextId() });
    this.#session = headers['mcp-session-id']?.toString();
    await this.#post({ method: 'notifications/initialized' });
  }

  /** @throws when the answer is not a result: a bench must not count failures */
  async callTool(name: string, args: object): Promise<void> {
    const params = { name, arguments: args };
    const { text } = await this.#post({ method: 'tools/call', params, id: this.#nextId() });
    if (!text.includes('"result"') || text.includes('"isError":true')) throw new Error(`${name}: ${text}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #nextId(): number {
    return (this.#lastId += 1);
  }

  #post(message: object): Promise<{ headers: IncomingMessage['headers']; text: string }> {
    const { url, token } = this.#target;
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': PROTOCOL,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(this.#session === undefined ? {} : { 'mcp-session-id': this.#session }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ headers: response.headers, text }));
      });
      sent.on('error', reject);
      sent.end(JSON.stringify({ jsonrpc: '2.0', ...message }));
    });
  }
}

/** Makes so many calls, each client one after the other. @returns calls per second */
export async function callsPerSecond(clients: readonly HttpClient[], calls: number): Promise<number> {
  const start = performance.now();
  const each = Math.ceil(calls / clients.length);
  await Promise.all(
    clients.map(async (client) => {
      for (let call = 0; call < each; call += 1) await client.callTool('list_namespaces', {});
    }),
  );
  return (each * clients.length * 1000) / (performance.now() - start);
}
