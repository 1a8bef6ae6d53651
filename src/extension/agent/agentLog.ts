import type { AuditCalls, AuditedCall } from '../../shared/audit/auditCalls.ts';
import type { AuditReader } from '../../shared/audit/auditReader.ts';
import type { Environment } from '../../shared/environment.ts';

interface OpenLog {
  reader: AuditReader;
  calls: AuditCalls;
}

/** So many calls are shown. */
const MOST_CALLS = 200;
/** Enough for them; what is older is for `kestra-mcp audit`. */
const LAST_BYTES = 256 * 1024;
/** The day may have just begun. */
const LAST_FILES = 2;

/** What agents did lately, by the audit log. */
export class AgentLog {
  readonly #environment: Environment;
  #open: Promise<OpenLog | undefined> | undefined;
  #isKept = true;

  /** @param environment that which the servers inherit */
  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Whether there is a log at all; known once it was read. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** The calls as they are now, the oldest first; only what is new is read. */
  async read(): Promise<readonly AuditedCall[]> {
    this.#open ??= openLog(this.#environment);
    const open = await this.#open;
    this.#isKept = open !== undefined;
    if (open === undefined) return [];
    const { reader, calls } = open;
    for (const { name } of (await reader.files()).slice(-LAST_FILES))
      calls.add(await reader.readFile(name, LAST_BYTES));
    return calls.all;
  }
}

/** The schema of the lines comes with a library that nothing needs before somebody looks. */
async function openLog(environment: Environment): Promise<OpenLog | undefined> {
  const { auditSettingsFrom } = await import('../../shared/environment.ts');
  const { folder } = auditSettingsFrom(environment);
  if (folder === undefined) return undefined;
  const { AuditReader: Reader } = await import('../../shared/audit/auditReader.ts');
  const { AuditCalls: Calls } = await import('../../shared/audit/auditCalls.ts');
  return { reader: new Reader(folder), calls: new Calls(MOST_CALLS) };
}
