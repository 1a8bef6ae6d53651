import { Agent, get } from 'node:http';
import { BUDGETS } from './budgets.ts';
import { interleave, median, timed, untilKept, type Measure } from './measure.ts';
import { startRecorder, type RecordedRequest } from './recorder.ts';
import { BARE_SERVER, OUR_SERVER, StdioProcess } from './stdioProcess.ts';
import { connectedEnvironment, type Connection } from '../playground/connection.ts';

/** Kestra and the server have compiled what they use by then; before, their compilers take the processor. */
const WARM_UP_CALLS = 200;

interface Call {
  tool: string;
  args: object;
}

/** Read tools through the server beside the same requests sent to Kestra by this process; memory after their first. */
export async function measureLatency(connection: Connection, rounds: number): Promise<Measure[]> {
  const executionId = await latestExecution(connection);
  const calls: Call[] = [
    { tool: 'list_namespaces', args: {} },
    { tool: 'list_executions', args: { limit: 10 } },
    ...(executionId === undefined ? [] : [{ tool: 'get_execution', args: { execution_id: executionId } }]),
  ];
  const measures: Measure[] = [];
  for (const call of calls) {
    measures.push(...(await untilKept(async () => [await measureCall(connection, call, rounds)])));
  }
  return [...measures, await measureMemory(connection, { tool: 'list_namespaces', args: {} })];
}

async function measureCall(connection: Connection, { tool, args }: Call, rounds: number): Promise<Measure> {
  const requests = await requestsOf(connection, { tool, args });
  const server = new StdioProcess(OUR_SERVER, connectedEnvironment(connection));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    await server.initialize();
    const samples = await interleave(
      { rounds, warmUp: WARM_UP_CALLS },
      {
        floor: () => timed(() => sendAll(connection, requests, agent)),
        ours: () => timed(() => server.callTool(tool, args)),
      },
    );
    const count = requests.length === 1 ? '1 request' : `${requests.length} requests`;
    return {
      name: `${tool} (${count})`,
      unit: 'ms',
      floor: median(samples.floor),
      ours: median(samples.ours),
      ...(requests.length === 1 ? { budget: BUDGETS.readTool } : {}),
    };
  } finally {
    agent.destroy();
    await server.stop();
  }
}

/** What the tool asks Kestra for when it is called again; the first call also asks for the version. */
async function requestsOf(connection: Connection, { tool, args }: Call): Promise<RecordedRequest[]> {
  const recorder = await startRecorder(connection.baseUrl);
  const server = new StdioProcess(OUR_SERVER, connectedEnvironment({ ...connection, baseUrl: recorder.url }));
  try {
    await server.initialize();
    await server.callTool(tool, args);
    recorder.take();
    await server.callTool(tool, args);
    return recorder.take();
  } finally {
    await server.stop();
    recorder.close();
  }
}

async function sendAll(connection: Connection, requests: RecordedRequest[], agent: Agent): Promise<void> {
  for (const { path, headers } of requests) await send(connection.baseUrl + path, headers, agent);
}

/** A GET whose JSON is read, as every caller of Kestra has to. */
function send(url: string, headers: Record<string, string>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => {
        JSON.parse(text);
        resolve();
      });
    });
    request.on('error', reject);
  });
}

async function latestExecution(connection: Connection): Promise<string | undefined> {
  const server = new StdioProcess(OUR_SERVER, connectedEnvironment(connection));
  try {
    await server.initialize();
    const result = await server.callTool('list_executions', { state: ['SUCCESS'], limit: 1 });
    const { structuredContent } = result as { structuredContent: { executions: { id: string }[] } };
    return structuredContent.executions[0]?.id;
  } finally {
    await server.stop();
  }
}

/** The dispatcher, the HTTP library and the schemas are loaded with the first call. */
async function measureMemory(connection: Connection, { tool, args }: Call): Promise<Measure> {
  const resident = async (
    script: string,
    use: (server: StdioProcess) => Promise<unknown>,
  ): Promise<number> => {
    const server = new StdioProcess(script, connectedEnvironment(connection));
    await server.initialize();
    await use(server);
    const megabytes = await server.residentMegabytes();
    await server.stop();
    return megabytes;
  };
  const samples = await interleave(
    { rounds: 5, warmUp: 1 },
    {
      floor: () => resident(BARE_SERVER, (server) => server.request(tool, args)),
      ours: () => resident(OUR_SERVER, (server) => server.callTool(tool, args)),
    },
  );
  return {
    name: 'memory after the first call of a tool',
    unit: 'MB',
    floor: median(samples.floor),
    ours: median(samples.ours),
  };
}
