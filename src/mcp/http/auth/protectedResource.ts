import { MCP_PATH } from '../mcpPath.ts';
import { SCOPE_NAMES } from './scopes.ts';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** Where clients look for the metadata: with the path of the resource, and at the root (RFC 9728 §3.1). */
export const RESOURCE_METADATA_PATHS = [`${WELL_KNOWN}${MCP_PATH}`, WELL_KNOWN] as const;

/** The identifier of this server as a protected resource: tokens are for it and for nothing else (RFC 8707). */
export function resourceOf(publicUrl: string): string {
  return new URL(MCP_PATH, publicUrl).href;
}

export function resourceMetadataUrl(publicUrl: string): string {
  return new URL(RESOURCE_METADATA_PATHS[0], publicUrl).href;
}

/** RFC 9728 §2. */
export function resourceMetadata(publicUrl: string, authorizationServer: string): object {
  return {
    resource: resourceOf(publicUrl),
    resource_name: 'Kestra',
    authorization_servers: [authorizationServer],
    scopes_supported: SCOPE_NAMES,
    bearer_methods_supported: ['header'],
  };
}
