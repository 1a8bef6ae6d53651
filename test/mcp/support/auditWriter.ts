// A process that writes to an audit log: folder, its own name, how many lines, bytes of a file.
import { FileSink } from '../../../src/mcp/audit/fileSink.ts';
import { formatAuditLine } from '../../../src/shared/audit/auditLine.ts';

const [folder = '', name = '', lines = '0', fileBytes = '0'] = process.argv.slice(2);
const sink = new FileSink(folder, { fileBytes: Number(fileBytes), files: 100_000, days: 90 });
const time = new Date().toISOString();
for (let index = 0; index < Number(lines); index += 1) {
  const args = { filler: 'x'.repeat((index * 37) % 900) };
  sink.append(formatAuditLine({ v: 1, event: 'call', id: `${name}-${index}`, time, tool: 'probe', args }));
}
