import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VARIABLES } from '../../src/shared/variables.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kestra-mcp-audit-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Servers under test keep their audit log here, not in that of whoever runs the tests. */
export const OWN_AUDIT = { [VARIABLES.audit]: folder };
