import type { Connection } from '../shared/connection.ts';
import {
  checkTasksSetting,
  connectionFromEnvironment,
  rateLimitsFromEnvironment,
  settingsFromEnvironment,
  type Environment,
} from '../shared/environment.ts';
import { Failure } from '../shared/failure.ts';
import { EVERY_NAMESPACE } from '../shared/namespaceScope.ts';
import { USUAL_RATE_LIMITS } from '../shared/rateLimits.ts';
import type { Policy } from './policy/access.ts';
import { checkAudit } from './policy/auditSettings.ts';
import { checkToolset } from './policy/toolset.ts';
import { workingFolder } from './workingFolder.ts';

/** What a server is made of: its connection, or why it has none; and what may be done. */
export type ServerConfiguration = Connected | { failure: Failure; policy: Policy };

export interface Connected {
  connection: Connection;
  policy: Policy;
}

/** A wrong configuration is told by every tool: an agent can pass it on, while a dead server just looks broken. */
export function configurationFrom(env: Environment): ServerConfiguration {
  const settings = settingsFromEnvironment(env, workingFolder());
  try {
    checkToolset(settings);
    checkTasksSetting(env);
    checkAudit(settings);
    const connection = connectionFromEnvironment(env);
    const { access, namespaces: scope = EVERY_NAMESPACE } = connection;
    const rateLimits = rateLimitsFromEnvironment(env);
    return { connection, policy: { access, scope, rateLimits, ...settings } };
  } catch (error) {
    // All is listed, so that the agent calls something and hears what is wrong.
    const policy = {
      access: 'full',
      scope: EVERY_NAMESPACE,
      rateLimits: USUAL_RATE_LIMITS,
      ...settings,
    } as const;
    return { failure: Failure.from(error), policy };
  }
}
