import { formFiles, MULTIPART, required, route, type Call, type Reply, type Route } from '../http.ts';
import { checkedPath, type NamespaceFiles } from '../namespaceFiles.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store.ts';
import { unzip, zip } from '../zip.ts';

const BASE = 'namespaces/{namespace}/files';
const BYTES = 'application/octet-stream';

/** Files of namespaces. */
export function namespaceFileRoutes(store: Store): Route[] {
  const of = ({ params }: Call) => store.files(params['namespace'] ?? '');
  const path = ({ query }: Call) => checkedPath(required(query, 'path'));
  return [
    route(`GET ${BASE}`, (call) => download(of(call), path(call), call), { produces: BYTES }),
    route(`GET ${BASE}/stats`, (call) => ({ json: of(call).stats(path(call)) })),
    route(`GET ${BASE}/revisions`, (call) => ({ json: of(call).revisions(path(call)) })),
    route(`GET ${BASE}/directory`, (call) => ({
      json: of(call).folder(checkedPath(call.query.get('path') ?? '/')),
    })),
    route(`GET ${BASE}/search`, (call) => ({ json: of(call).search(required(call.query, 'q')) })),
    route(`POST ${BASE}/directory`, (call) => done(() => of(call).makeFolder(path(call)))),
    route(`POST ${BASE}`, (call) => upload(store, call), { consumes: MULTIPART }),
    route(`PUT ${BASE}`, (call) => {
      const [from, to] = [checkedPath(required(call.query, 'from')), checkedPath(required(call.query, 'to'))];
      return done(() => of(call).move(from, to));
    }),
    route(`DELETE ${BASE}`, (call) => done(() => of(call).delete(path(call)))),
    route(`GET ${BASE}/export`, (call) => exported(store, call), { produces: BYTES }),
  ];
}

function done(action: () => void): Reply {
  action();
  return {};
}

function download(files: NamespaceFiles, path: string, { query }: Call): Reply {
  const revision = query.get('revision');
  return { bytes: files.read(path, revision === null ? undefined : Number(revision)) };
}

/** A file named `.zip` is unpacked at the root, whatever path was given; one under `/_flows` is a flow. */
async function upload(store: Store, call: Call): Promise<Reply> {
  const path = required(call.query, 'path');
  const { fileContent } = Object.fromEntries(await formFiles(call));
  if (!fileContent) throw new Problem('invalid-request-body', 'Required Part [fileContent] not specified');
  const files: [string, Buffer][] = fileContent.name.toLowerCase().endsWith('.zip')
    ? unzip(fileContent.content)
    : [[path, fileContent.content]];
  for (const [name, content] of files) {
    if (/^\/?_flows\//.test(name)) store.save(content.toString());
    else store.files(call.params['namespace'] ?? '').write(checkedPath(name), content);
  }
  return {};
}

function exported(store: Store, { params }: Call): Reply {
  const namespace = params['namespace'] ?? '';
  const files = store.files(namespace).all();
  const flows = store.flows().filter((flow) => flow.namespace === namespace);
  const bytes = zip([
    ...files.map(([path, content]): [string, Buffer] => [path.slice(1), content]),
    ...flows.map(({ id, source }): [string, Buffer] => [`_flows/${id}.yml`, Buffer.from(source)]),
  ]);
  const disposition = `attachment; filename="${namespace}_files.zip"`;
  return { bytes, headers: { 'content-disposition': disposition } };
}
