import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { VARIABLES } from '../../../src/shared/variables.ts';
import type { AuditLine } from '../../../src/shared/audit/auditLine.ts';

const PATIENCE_MS = 20_000;

/** An audit log of a test's own. */
export class OwnAudit {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get env(): Record<string, string> {
    return { [VARIABLES.audit]: this.folder };
  }

  /** All that is in its files. */
  async text(): Promise<string> {
    const files = (await readdir(this.folder)).toSorted();
    const texts = await Promise.all(files.map((file) => readFile(path.join(this.folder, file), 'utf8')));
    return texts.join('');
  }

  /** Every line, as it stands there. */
  async lines(): Promise<AuditLine[]> {
    const lines = (await this.text()).split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as AuditLine);
  }

  /** The lines of the last call that has one, once it has ended: what is cancelled ends behind the client's back. */
  async lastCall(): Promise<AuditLine[]> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(20)) {
      const lines = await this.lines();
      const id = lines.at(-1)?.id;
      const ofCall = lines.filter((line) => line.id === id);
      if (ofCall.some(({ event }) => event !== 'begin')) return ofCall;
      if (Date.now() > end) throw new Error(`It has not ended: ${JSON.stringify(ofCall)}`);
    }
  }
}

/** Gives the surrounding suite an audit log, to be asked for in hooks and tests. */
export function withAudit(): () => OwnAudit {
  let audit: OwnAudit | undefined;
  before('an audit log', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-own-audit-'));
    audit = new OwnAudit(path.join(root, 'audit'));
  });
  after(async () => {
    if (audit !== undefined) await rm(path.dirname(audit.folder), { recursive: true, force: true });
  });
  return () => {
    if (audit === undefined) throw new Error('There is an audit log in hooks and tests only.');
    return audit;
  };
}
