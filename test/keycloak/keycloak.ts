import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../kestra-engine/freePort.ts';
import { installJavaRuntime } from '../kestra-engine/install/javaRuntime.ts';
import { installKeycloak } from './install.ts';

const REALM = 'src/packaging/deploy/keycloak/realm.json';
const LINES_IN_ERROR = 20;

/** A real Keycloak with the realm of the compose file. */
export class Keycloak {
  readonly #process: ChildProcess;
  readonly #home: string;
  readonly #password: string;
  readonly origin: string;
  /** Of the realm's client `kestra-mcp`. */
  readonly clientSecret: string;

  private constructor(
    process: ChildProcess,
    {
      home,
      password,
      origin,
      clientSecret,
    }: { home: string; password: string; origin: string; clientSecret: string },
  ) {
    this.#process = process;
    this.#home = home;
    this.#password = password;
    this.origin = origin;
    this.clientSecret = clientSecret;
  }

  /**
   * Starts it in its development mode, which takes about a minute.
   *
   * @param publicUrl of the team server, in place of the one that the realm names
   * @throws Error with its last lines when it does not start
   */
  static async start(publicUrl: string, log: (line: string) => void): Promise<Keycloak> {
    const installed = await installKeycloak(log);
    const java = await installJavaRuntime(log);
    const home = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-keycloak-'));
    await cp(installed, home, { recursive: true, filter: (file) => !file.endsWith('.tar.gz') });
    const realm = await readFile(REALM, 'utf8');
    await mkdir(path.join(home, 'data', 'import'), { recursive: true });
    await writeFile(
      path.join(home, 'data', 'import', 'realm.json'),
      realm.replaceAll('http://localhost:8081', publicUrl),
    );
    const port = await freePort(0);
    const [password, clientSecret] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')];
    const args = ['start-dev', '--import-realm', '--http-host=127.0.0.1', `--http-port=${port}`];
    const child = spawn(path.join(home, 'bin', 'kc.sh'), args, {
      env: {
        ...process.env,
        JAVA: java,
        KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
        KC_BOOTSTRAP_ADMIN_PASSWORD: password,
        KESTRA_MCP_CLIENT_SECRET: clientSecret,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const keycloak = new Keycloak(child, {
      home,
      password,
      origin: `http://127.0.0.1:${port}`,
      clientSecret,
    });
    await untilListening(child, log).catch(async (error: unknown) => {
      await keycloak.stop();
      throw error;
    });
    return keycloak;
  }

  get issuer(): string {
    return `${this.origin}/realms/kestra`;
  }

  /** Adds somebody to the realm who has these of its roles. */
  async addPerson(username: string, password: string, roles: readonly string[]): Promise<void> {
    const person = {
      username,
      enabled: true,
      email: `${username}@example.com`,
      emailVerified: true,
      firstName: username,
      lastName: 'Example',
      credentials: [{ type: 'password', value: password, temporary: false }],
    };
    const created = await this.admin('POST', 'users', person);
    const id = path.posix.basename(created.headers.get('location') ?? '');
    const found = await Promise.all(
      roles.map(async (role) => (await this.admin('GET', `roles/${role}`)).json() as Promise<object>),
    );
    await this.admin('POST', `users/${id}/role-mappings/realm`, found);
  }

  /** A call of Keycloak's admin API for the realm. @throws Error when it is refused */
  async admin(method: string, where: string, body?: object): Promise<Response> {
    const answer = await fetch(`${this.origin}/admin/realms/kestra/${where}`, {
      method,
      headers: { authorization: `Bearer ${await this.#adminToken()}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const closed = once(this.#process, 'close');
      this.#process.kill();
      await closed;
    }
    await rm(this.#home, { recursive: true, force: true });
  }

  #adminToken(): Promise<string> {
    const who = { client_id: 'admin-cli', username: 'admin', password: this.#password };
    return passwordToken(`${this.origin}/realms/master`, who);
  }
}

/** A token for a name and a password, without a browser: only for what no browser is needed to prove. */
export async function passwordToken(realm: string, who: Record<string, string>): Promise<string> {
  const answer = await fetch(`${realm}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', ...who }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`No token from ${realm}: ${answer.status}`);
  return token;
}

function untilListening(child: ChildProcess, log: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const fail = (): void =>
      reject(new Error(`Keycloak did not start.\n${lines.slice(-LINES_IN_ERROR).join('\n')}`));
    child.once('error', fail);
    child.once('exit', fail);
    if (child.stdout === null) return fail();
    createInterface(child.stdout).on('line', (line) => {
      log(line);
      lines.push(line);
      if (line.includes('Listening on:')) resolve();
    });
  });
}
