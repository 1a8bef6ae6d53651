import manifest from '../../package.json' with { type: 'json' };

/** What registries and bundles say of this package, as package.json says it. */
export const PACKAGE = {
  name: manifest.name,
  title: 'Kestra MCP',
  registryName: manifest.mcpName,
  version: manifest.version,
  license: manifest.license,
  /** For programs; the extension's own text is for people in VS Code. */
  description:
    'Operate Kestra: what runs, what failed, what waits; resume, restart, replay, run, write flows.',
  keywords: manifest.keywords,
  /** Of the server alone; VS Code brings its own Node. */
  nodeVersion: '>=22.19.0',
} as const;
