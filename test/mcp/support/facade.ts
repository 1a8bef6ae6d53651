import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateKey, KeyRing } from '../../../src/mcp/http/credentials/keyRing.ts';
import type { Connection } from '../../../src/shared/connection.ts';
import { freePort } from '../../kestra-engine/freePort.ts';
import { OwnAudit } from './auditOf.ts';
import { Browser, type Shown } from './browser.ts';
import { COMPANY_CLIENT, Issuer } from './issuer.ts';
import { TeamServer } from './teamServer.ts';

export const ROLES = `
claim: roles
roles:
  - { name: operators, when: [ops], access: operate, toolset: [all] }
  - { name: readers, when: [staff], access: read }
  - { name: editors, when: [editors], access: author, trigger: false, toolset: [all] }
  - { name: sales, when: [sales], access: author, namespaces: { allow: [company.sales.*] } }
`;

/** Where nobody gets so far as to call Kestra. */
export const NO_KESTRA: Connection = {
  baseUrl: 'http://127.0.0.1:9',
  tenant: 'main',
  auth: { kind: 'none' },
  access: 'full',
  verifyTls: true,
};

/** `kestra-mcp serve --auth facade` before an issuer at which people sign in. */
export class Facade {
  readonly issuer: Issuer;
  readonly server: TeamServer;
  /** Of the server, as clients and browsers call it. */
  readonly origin: string;
  /** Has `roles.yaml`, `store.sqlite` and `audit`. */
  readonly folder: string;

  readonly #args: readonly string[];
  readonly #env: Record<string, string>;

  private constructor(
    parts: Pick<Facade, 'issuer' | 'server' | 'origin' | 'folder'>,
    args: readonly string[],
    env: Record<string, string>,
  ) {
    this.#args = args;
    this.#env = env;
    this.issuer = parts.issuer;
    this.server = parts.server;
    this.origin = parts.origin;
    this.folder = parts.folder;
  }

  static async start(connection: Connection, args: readonly string[] = []): Promise<Facade> {
    const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-facade-'));
    const roles = path.join(folder, 'roles.yaml');
    await writeFile(roles, ROLES);
    const port = String(await freePort(0));
    const origin = `http://127.0.0.1:${port}`;
    const issuer = await Issuer.start({ redirectUris: [`${origin}/oauth/callback`] });
    issuer.roles = ['ops'];
    const options = { auth: 'facade', issuer: issuer.url, 'public-url': origin, roles };
    const given = [...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), ...args];
    const env = {
      ENCRYPTION_KEY: generateKey(),
      KESTRA_TOKEN_STORE: path.join(folder, 'store.sqlite'),
      KESTRA_MCP_AUDIT: path.join(folder, 'audit'),
      OIDC_CLIENT_ID: COMPANY_CLIENT.client_id,
      OIDC_CLIENT_SECRET: COMPANY_CLIENT.client_secret,
    };
    const server = await TeamServer.start(connection, { args: [...given, '--port', port], env });
    return new Facade({ issuer, server, origin, folder }, given, env);
  }

  /** Another process that shares keys and store, on another port. */
  replica(connection: Connection, args: readonly string[] = []): Promise<TeamServer> {
    return TeamServer.start(connection, { args: [...this.#args, ...args], env: this.#env });
  }

  /** The key ring of the server, as only its operator has it. */
  get keyRing(): KeyRing {
    return new KeyRing(this.#env['ENCRYPTION_KEY'] ?? '');
  }

  get audit(): OwnAudit {
    return new OwnAudit(path.join(this.folder, 'audit'));
  }

  /** What somebody does who trusts a client: yes, and signs in. @returns the code that the client gets */
  readonly agree = async (page: URL): Promise<string> => {
    const browser = new Browser();
    return codeOf(await browser.submit(await browser.open(page), { answer: 'yes' }));
  };

  async stop(): Promise<void> {
    await this.server.stop();
    await this.issuer.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** @throws Error when the browser was not sent back with one */
export function codeOf({ url, text }: Shown): string {
  const code = new URL(url).searchParams.get('code');
  if (code === null) throw new Error(`no code at ${url}: ${text}`);
  return code;
}
