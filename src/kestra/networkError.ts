import { Failure } from '../shared/failure.ts';
import { told, type Told, type Words } from '../shared/told.ts';

/** Codes of errors that arise before a request leaves: Kestra has seen nothing. */
const NOT_CONNECTED: Readonly<Record<string, Told>> = {
  ECONNREFUSED: told`nothing listens there`,
  ENOTFOUND: told`the host name is unknown`,
  EAI_AGAIN: told`the host name could not be looked up`,
  EHOSTUNREACH: told`there is no route to the host`,
  ENETUNREACH: told`there is no route to the network`,
  UND_ERR_CONNECT_TIMEOUT: told`the host did not answer`,
  ETIMEDOUT: told`the host did not answer`,
  EPROTO: told`the two sides do not agree on TLS`,
  ERR_SSL_WRONG_VERSION_NUMBER: told`the server does not speak TLS there`,
};

/** Trust in an authority does not help here. */
const WRONG_CERTIFICATE: Readonly<Record<string, Told>> = {
  CERT_HAS_EXPIRED: told`Its administrator has to renew it.`,
  CERT_NOT_YET_VALID: told`Check the clocks of both machines.`,
  ERR_TLS_CERT_ALTNAME_INVALID: told`It is for another host: check the host name in the URL of this connection.`,
};

const CERTIFICATE = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT)/;

/** How undici words it when a proxy answers instead of Kestra; its codes say something else. */
const REFUSED_BY_PROXY = /^Proxy (response|Authentication).*\((\d{3})\)/;

/** Where a request went. */
export interface Destination {
  baseUrl: string;
  proxy?: string | undefined;
}

/** Turns an error of the network into a Failure that tells whether Kestra may have acted. */
export function failureFromNetwork(error: unknown, { baseUrl, proxy }: Destination): Failure {
  const code = codeOf(error);
  const unreachable = (reason: Words): Told =>
    proxy === undefined
      ? told`Kestra at ${baseUrl} cannot be reached: ${reason}.`
      : told`Kestra at ${baseUrl} cannot be reached through the proxy ${withoutCredentials(proxy)}: ${reason}.`;
  const proxyStatus = REFUSED_BY_PROXY.exec(messageOf(error))?.[2];
  if (proxyStatus !== undefined) {
    return new Failure('unreachable', unreachable(`HTTP ${proxyStatus}`), {
      hint: told`Check the proxy of this connection and the user name and password in its address (KESTRA_PROXY).`,
      cause: error,
    });
  }
  const reason = NOT_CONNECTED[code];
  if (reason !== undefined) {
    return new Failure('unreachable', unreachable(told`${reason} (${code})`), {
      hint: told`Check that Kestra runs and that the URL of this connection is right.`,
      cause: error,
    });
  }
  if (CERTIFICATE.test(code)) {
    return new Failure('unreachable', told`The certificate of ${baseUrl} is not trusted (${code}).`, {
      hint:
        WRONG_CERTIFICATE[code] ??
        told`Give the file of the certificate authority to this connection (KESTRA_CA_FILE).`,
      cause: error,
    });
  }
  return new Failure(
    'interrupted',
    told`The connection to ${baseUrl} broke before Kestra had answered (${code || messageOf(error)}).`,
    {
      hint: told`Look at the present state before doing it again: Kestra may have carried it out.`,
      cause: error,
    },
  );
}

/** The code of an error or of what caused it; happy-eyeballs wraps one error per address. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? '' : codeOf(error.cause);
}

function withoutCredentials(address: string): string {
  return address.replace(/\/\/[^/]*@/, '//');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
