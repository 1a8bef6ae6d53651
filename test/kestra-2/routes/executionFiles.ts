import { extname } from 'node:path/posix';
import { required, route, type Call, type Reply, type Route } from '../http.ts';
import type { Execution } from '../model.ts';
import { invalidArgument, notFound, Problem } from '../problem.ts';
import { executionFolder, flowFolder } from '../storage.ts';
import type { Store } from '../store.ts';

const BYTES = 'application/octet-stream';
const DEFAULT_ROWS = 100;
const MOST_ROWS = 5000;
const KINDS: Record<string, string> = {
  md: 'MARKDOWN',
  pdf: 'PDF',
  png: 'IMAGE',
  jpg: 'IMAGE',
  gif: 'IMAGE',
};

/** Files of executions: whole, their size, their beginning. */
export function executionFileRoutes(store: Store): Route[] {
  return [
    route('GET executions/{id}/file', (call) => download(store, call), { produces: BYTES }),
    route('GET executions/{id}/file/metas', (call) => {
      const found = find(store, call);
      return 'moved' in found ? found.moved : { json: { size: found.content.length } };
    }),
    route('GET executions/{id}/file/preview', (call) => {
      const found = find(store, call);
      return 'moved' in found ? found.moved : { json: preview(found, call.query) };
    }),
  ];
}

interface Found {
  name: string;
  content: Buffer;
}

function download(store: Store, call: Call): Reply {
  const found = find(store, call);
  if ('moved' in found) return found.moved;
  const { name, content: bytes } = found;
  if (call.query.get('format') === 'JSONL' && extname(name) !== '.ion') {
    throw new Problem('bad-request', 'JSONL format is only supported for Ion files');
  }
  const disposition = `attachment; filename="${name}"; filename*=utf-8''${encodeURIComponent(name)}`;
  return { bytes, headers: { 'content-disposition': disposition } };
}

/** The file asked for; a file of another execution of the flow is to be asked for there. */
function find(store: Store, { params, query, path }: Call): Found | { moved: Reply } {
  const id = params['id'] ?? '';
  const execution = store.execution(id, `Unable to find execution id '${id}'`);
  const uri = required(query, 'path');
  const owner = ownerOf(uri, execution);
  if (owner !== execution.id) {
    return {
      moved: { status: 301, headers: { location: `${path.replace(id, owner)}?${query.toString()}` } },
    };
  }
  const content = store.storage.read(uri);
  if (!content) throw notFound(`${uri} (No such file or directory)`);
  return { name: uri.split('/').at(-1) ?? '', content };
}

function ownerOf(uri: string, execution: Execution): string {
  if (uri.startsWith(executionFolder(execution))) return execution.id;
  const folder = flowFolder(execution);
  const owner = uri.startsWith(folder) ? uri.slice(folder.length).split('/')[0] : undefined;
  if (!owner) throw invalidArgument('Invalid prefix path');
  return owner;
}

function preview({ name, content }: Found, query: URLSearchParams): object {
  const extension = extname(name).slice(1);
  const type = KINDS[extension] ?? 'TEXT';
  if (type === 'IMAGE' || type === 'PDF') {
    return { extension, type, content: content.toString('base64'), truncated: false };
  }
  const rows = Math.min(Number(query.get('maxRows') ?? DEFAULT_ROWS), MOST_ROWS);
  const lines = decode(content, query.get('encoding') ?? 'UTF-8')
    .replace(/\n$/, '')
    .split('\n');
  const shown = lines.slice(0, rows);
  const truncated = lines.length > rows;
  // Records of an Ion file come as values; only those that are JSON as well are read here.
  if (extension === 'ion') {
    return { extension, type: 'LIST', content: shown.map((line) => JSON.parse(line) as unknown), truncated };
  }
  return { extension, type, content: shown.join('\n'), truncated };
}

function decode(content: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(content);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalidArgument(`Unable to preview using encoding '${encoding}'`);
  }
}
