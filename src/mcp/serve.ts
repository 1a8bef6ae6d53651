import { secretsOf } from '../shared/connection.ts';
import { createRedactor } from '../shared/redact.ts';
import type { ServerConfiguration } from './configuration.ts';
import { createServer } from './server.ts';
import { StdioTransport } from './stdio/stdioTransport.ts';

/** Serves MCP over stdin and stdout. stdout belongs to the protocol alone. */
export async function serve(configuration: ServerConfiguration): Promise<void> {
  exitWithClient();
  reportCrashes(configuration);
  await createServer(configuration).connect(new StdioTransport(process.stdin, process.stdout));
}

/** The end of stdin is the end of the client: pending work must not keep this process alive. */
function exitWithClient(): void {
  process.stdin.once('end', () => process.exit(0));
  process.stdin.once('close', () => process.exit(0));
  process.stdout.once('error', () => process.exit(0));
}

function reportCrashes(configuration: ServerConfiguration): void {
  const redactor = createRedactor('connection' in configuration ? secretsOf(configuration.connection) : []);
  const crash = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`kestra-mcp: ${redactor.text(text)}\n`, () => process.exit(1));
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
