import type { ConnectionProfile } from '../../../src/extension/connections/profile.ts';
import { internals } from './internals.ts';

const { KESTRA_MCP_EE_URL: baseUrl = '', KESTRA_MCP_EE_TOKEN: token = '' } = process.env;
const YAML = 'application/x-yaml';

/** The stand-in for the Enterprise Edition, by its API alone. */
export const enterprise = {
  saveFlow: (source: string) => save('flows', source),
  /** Saves a test, also over what is there. */
  saveTest: (source: string) => save('tests', source),

  async testSource(namespace: string, id: string): Promise<string> {
    return ((await send(`tests/${namespace}/${id}`)) as { source: string }).source;
  },

  /** Adds a connection to it, beside those that are there; the one in use stays in use. */
  async connect(name: string): Promise<ConnectionProfile> {
    const { connections } = await internals();
    const inUse = connections.active()?.id;
    const profile: ConnectionProfile = {
      id: 'enterprise',
      name,
      baseUrl,
      tenant: 'main',
      auth: { kind: 'token' },
      access: 'full',
      production: false,
      verifyTls: true,
      secretRevision: 0,
    };
    await connections.save(profile, token);
    if (inUse !== undefined) await connections.activate(inUse);
    return profile;
  },
};

async function save(area: 'flows' | 'tests', source: string): Promise<void> {
  const [id, namespace] = ['id', 'namespace'].map(
    (name) => new RegExp(`^${name}: (\\S+)$`, 'm').exec(source)?.[1],
  );
  const body = { body: source };
  await send(area, { method: 'POST', ...body }).catch(() =>
    send(`${area}/${namespace}/${id}`, { method: 'PUT', ...body }),
  );
}

async function send(route: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': YAML };
  const response = await fetch(`${baseUrl}/api/v1/main/${route}`, { ...init, headers });
  if (response.ok) return response.json();
  throw new Error(`Kestra answered ${response.status} for ${route}: ${await response.text()}`);
}
