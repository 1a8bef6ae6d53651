import path from 'node:path';
import { cachedFolder } from '../kestra-engine/install/cacheFolder.ts';
import { runProgram } from '../kestra-engine/install/runProgram.ts';

const VERSION = '26.7.3';
const ARTIFACT = `org.keycloak:keycloak-quarkus-dist:${VERSION}:tar.gz`;

/**
 * Keycloak's own distribution, fetched with Maven (176 MB) and unpacked in the cache. Copy it: it writes into itself.
 *
 * @throws one sentence when mvn or tar is missing or fails
 */
export function installKeycloak(log: (line: string) => void): Promise<string> {
  return cachedFolder('keycloak', VERSION, async (staged) => {
    log(`Fetching Keycloak ${VERSION} with Maven …`);
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
    await runProgram(
      'mvn',
      ['--batch-mode', '--quiet', goal, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${staged}`],
      {
        missing: 'Keycloak is fetched with Maven; mvn was not found.',
        failed: 'Maven could not fetch Keycloak.',
        log,
      },
    );
    const archive = path.join(staged, `keycloak-quarkus-dist-${VERSION}.tar.gz`);
    await runProgram(
      'tar',
      ['--extract', '--gzip', '--strip-components=1', `--directory=${staged}`, `--file=${archive}`],
      {
        missing: 'Keycloak is unpacked with tar, which was not found.',
        failed: 'Keycloak could not be unpacked.',
        log,
      },
    );
  });
}
