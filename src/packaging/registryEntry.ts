import { PACKAGE } from './packageManifest.ts';
import { ASKED_VARIABLES } from './variables.ts';

/**
 * The entry in the MCP registry, as it is published with the npm package.
 *
 * @see https://github.com/modelcontextprotocol/registry (schema of 2025-12-11)
 */
export function registryEntry(): object {
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: PACKAGE.registryName,
    title: PACKAGE.title,
    description: PACKAGE.description,
    version: PACKAGE.version,
    packages: [
      {
        registryType: 'npm',
        identifier: PACKAGE.name,
        version: PACKAGE.version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        environmentVariables: ASKED_VARIABLES.map(({ name, description, secret, choices, ...asked }) => ({
          name,
          description,
          isRequired: false,
          isSecret: secret ?? false,
          format: 'string',
          ...(asked.default === undefined ? {} : { default: asked.default }),
          ...(choices === undefined ? {} : { choices }),
        })),
      },
    ],
  };
}
