import { LISTING } from '../mcp/listing.ts';
import { PACKAGE } from './packageManifest.ts';
import { ASKED_VARIABLES } from './variables.ts';

/**
 * The manifest of the MCP bundle, which a client installs with a double click.
 *
 * @see https://github.com/anthropics/mcpb (manifest version 0.3)
 */
export function bundleManifest(): object {
  return {
    manifest_version: '0.3',
    name: PACKAGE.name,
    display_name: PACKAGE.title,
    version: PACKAGE.version,
    description: PACKAGE.description,
    author: { name: PACKAGE.title },
    license: PACKAGE.license,
    icon: 'icon.png',
    keywords: PACKAGE.keywords,
    server: {
      type: 'node',
      entry_point: 'server/mcp.js',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}/server/mcp.js'],
        env: Object.fromEntries(ASKED_VARIABLES.map(({ name, key }) => [name, `\${user_config.${key}}`])),
      },
    },
    tools: LISTING.tools.filter(({ daily }) => daily).map(({ name, description }) => ({ name, description })),
    // Other groups of tools are switched on by the user.
    tools_generated: true,
    prompts_generated: true,
    user_config: Object.fromEntries(
      ASKED_VARIABLES.map(({ key, title, description, secret, ...asked }) => [
        key,
        {
          type: 'string',
          title,
          description,
          required: false,
          ...(secret ? { sensitive: true } : {}),
          ...(asked.default === undefined ? {} : { default: asked.default }),
        },
      ]),
    ),
    compatibility: { platforms: ['darwin', 'linux', 'win32'], runtimes: { node: PACKAGE.nodeVersion } },
  };
}
