import type { ClientMetadata, Configuration } from 'oidc-provider';

const GRANTS: readonly string[] = ['authorization_code', 'refresh_token'];

/** Programs of people: without a secret, with PKCE, coming back to a loopback port, a page or a scheme of their own. */
const CLIENT_DEFAULTS = {
  application_type: 'native',
  grant_types: [...GRANTS],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
  id_token_signed_response_alg: 'ES256',
} as const;

/**
 * Clients tell all that they can, such as grants that this server has not. That is taken as a wish, as RFC 7591 §2
 * has it, whether it comes by registration or as a document.
 */
export const CLIENT_RULES: Pick<
  Configuration,
  'clientDefaults' | 'extraClientMetadata' | 'clientAuthMethods'
> = {
  clientAuthMethods: ['none'],
  clientDefaults: { ...CLIENT_DEFAULTS, grant_types: [...GRANTS], response_types: ['code'] },
  extraClientMetadata: {
    // Called for each client, also where it has none.
    properties: ['software_id'],
    validator: (_context, _key, _value, metadata) => narrow(metadata),
  },
};

function narrow(metadata: ClientMetadata): void {
  // Loopback ports vary (RFC 8252 §7.3), and http goes nowhere else, only for native clients.
  metadata.application_type = CLIENT_DEFAULTS.application_type;
  metadata.grant_types = GRANTS.filter((grant) => metadata.grant_types?.includes(grant));
  metadata.response_types = ['code'];
  metadata.id_token_signed_response_alg = CLIENT_DEFAULTS.id_token_signed_response_alg;
  delete metadata['scope'];
}
