import assert from 'node:assert/strict';
import type { Facade } from './facade.ts';

/** What somebody tries. */
export interface Attack {
  name: string;
  /** The code with which the audit log says that it was refused. */
  reason: string;
  /** Fails when the attack is not refused. */
  attempt: () => Promise<void>;
}

/** A test for each attack: it is refused, and stands in the audit log. */
export function attackTable(facade: () => Facade, attacks: readonly Attack[]): void {
  for (const { name, reason, attempt } of attacks) {
    it(`are refused and audited: ${name}`, async () => {
      const before = (await facade().audit.lines()).length;
      await attempt();
      const lines = (await facade().audit.lines()).slice(before);
      const denied = lines.filter(({ decision }) => decision === 'denied');
      assert.ok(
        denied.some((line) => line.reason === reason),
        `audited: ${JSON.stringify(denied)}`,
      );
    });
  }
}
