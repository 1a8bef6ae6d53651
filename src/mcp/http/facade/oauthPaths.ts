/** Below this, the server is an authorization server. */
export const OAUTH_PATH = '/oauth';
/** Where people are asked whether a client may act for them. */
export const CONSENT_PATH = `${OAUTH_PATH}/consent`;
