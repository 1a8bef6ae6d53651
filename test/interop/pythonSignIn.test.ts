import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Browser } from '../mcp/support/browser.ts';
import { Facade, NO_KESTRA } from '../mcp/support/facade.ts';
import { GENERATIONS, INSTALL_LIMIT_MS, pythonPackages } from './pythonPackages.ts';

interface Told {
  page?: string;
  status?: { subject: string; issuer: string; role: string; client?: string };
}

/** The Python client through its whole sign-in; `goTo` is what its user does in a browser. */
async function signIn(
  packages: string,
  args: readonly string[],
  goTo: (page: string) => Promise<string>,
): Promise<Told['status']> {
  const script = path.join(import.meta.dirname, 'signInClient.py');
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('python3', ['-B', script, ...args], { env: { PATH, HOME, PYTHONPATH: packages } });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    const { page, status } = JSON.parse(line) as Told;
    if (page !== undefined) child.stdin.write(`${JSON.stringify(await goTo(page))}\n`);
    if (status !== undefined) return status;
  }
  throw new Error(`The Python client ended: ${stderr}`);
}

for (const generation of GENERATIONS) {
  describe(`the Python client ${generation.mcp} signs in to a team server`, () => {
    let packages: string;
    let facade: Facade | undefined;

    before(async function () {
      this.timeout(INSTALL_LIMIT_MS);
      packages = await pythonPackages(generation);
    });
    afterEach(() => facade?.stop());

    it('that is an authorization server itself, after it has registered there', async () => {
      facade = await Facade.start(NO_KESTRA, ['--allow-registration', 'true']);
      const status = await signIn(packages, [facade.server.url], async (page) => {
        const browser = new Browser();
        return (await browser.submit(await browser.open(page), { answer: 'yes' })).url;
      });
      assert.deepEqual(
        [status?.subject, status?.issuer, status?.role],
        ['anna', facade.issuer.url, 'operators'],
      );
    });

    it('that takes the tokens of the provider, where an administrator has registered it', async () => {
      facade = await Facade.start(NO_KESTRA, ['--auth', 'oauth']);
      const goTo = async (page: string): Promise<string> => (await new Browser().open(page)).url;
      const status = await signIn(packages, [facade.server.url, 'editor'], goTo);
      assert.deepEqual(
        [status?.subject, status?.issuer, status?.role, status?.client],
        ['anna', facade.issuer.url, 'operators', 'editor'],
      );
    });
  });
}
