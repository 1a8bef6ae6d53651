import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  ElicitResultSchema,
  EmptyResultSchema,
  type ClientCapabilities,
  type ElicitRequestFormParams,
  type ElicitRequestURLParams,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import type { Elicit, Page } from '../policy/elicit.ts';

/** The ways in which the person at the client can be asked. */
export interface Elicitation {
  elicit: Elicit | undefined;
  openPage: Elicit<Page> | undefined;
}

type Extra = Pick<RequestHandlerExtra<ServerRequest, ServerNotification>, 'sendRequest'>;

/** Whoever asks has a limit of their own; the SDK's would end a question after a minute. */
const NO_LIMIT_MS = 24 * 3_600_000;

/** Asks within the call that is being answered, as far as the client says that it can. */
export function elicitationOf(
  capabilities: ClientCapabilities | undefined,
  extra: Extra,
  meta?: Record<string, unknown>,
): Elicitation {
  const { form, url } = capabilities?.elicitation ?? {};
  const send = (
    params: ElicitRequestFormParams | ElicitRequestURLParams,
    signal: AbortSignal,
  ): ReturnType<Elicit> => {
    // Clients made with the SDK (1.32) do not hear that the request with id 0 is withdrawn.
    extra.sendRequest({ method: 'ping' }, EmptyResultSchema, { signal }).catch(() => {});
    return extra.sendRequest(
      { method: 'elicitation/create', params: meta === undefined ? params : { ...params, _meta: meta } },
      ElicitResultSchema,
      { signal, timeout: NO_LIMIT_MS },
    );
  };
  return {
    elicit: form && ((question, signal) => send({ ...question, mode: 'form' }, signal)),
    openPage:
      url && ((page, signal) => send({ ...page, mode: 'url', elicitationId: crypto.randomUUID() }, signal)),
  };
}
