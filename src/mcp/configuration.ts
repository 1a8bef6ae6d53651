import type { Connection } from '../shared/connection.ts';
import {
  connectionFromEnvironment,
  settingsFromEnvironment,
  type Environment,
  type ServerSettings,
} from '../shared/environment.ts';
import { Failure } from '../shared/failure.ts';
import type { Policy } from './policy/access.ts';
import { checkToolset } from './policy/toolset.ts';
import { workingFolder } from './workingFolder.ts';

/** What a server is made of: its connection, or why it has none. */
export type ServerConfiguration = Connected | { failure: Failure; settings: ServerSettings };

export interface Connected {
  connection: Connection;
  settings: ServerSettings;
}

/** A wrong configuration is told by every tool: an agent can pass it on, while a dead server just looks broken. */
export function configurationFrom(env: Environment): ServerConfiguration {
  const settings = settingsFromEnvironment(env, workingFolder());
  try {
    checkToolset(settings);
    return { connection: connectionFromEnvironment(env), settings };
  } catch (error) {
    return { failure: Failure.from(error), settings };
  }
}

/** What may be done. Without a connection everything is listed, so that the agent hears what is wrong. */
export function policyOf(configuration: ServerConfiguration): Policy {
  const access = 'connection' in configuration ? configuration.connection.access : 'full';
  return { access, ...configuration.settings };
}
