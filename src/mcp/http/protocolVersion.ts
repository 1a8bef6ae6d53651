import type { IncomingMessage } from 'node:http';
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';

/** `UnsupportedProtocolVersion` of the specification 2026-07-28. */
export const UNSUPPORTED_VERSION = -32_022;
const META = 'io.modelcontextprotocol/protocolVersion';

/** From 2026-07-28 on every request tells its version itself, and there is no `initialize`. */
const message = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string(),
  params: z
    .object({
      _meta: z
        .object({ [META]: z.string() })
        .partial()
        .optional(),
    })
    .optional(),
});

export interface UnsupportedVersion {
  id: string | number | null;
  /** What a client needs to go on with a version that is spoken here. */
  data: { supported: readonly string[]; requested: string };
}

/**
 * A request of a version that is not spoken here. Clients that know an older one begin anew with `initialize`.
 *
 * @returns undefined where the version is one of ours or is not told
 */
export function unsupportedVersion(
  { headers }: IncomingMessage,
  body: unknown,
): UnsupportedVersion | undefined {
  const { data } = message.safeParse(body);
  // There the version is negotiated.
  if (data?.method === 'initialize') return undefined;
  const requested = data?.params?._meta?.[META] ?? headers['mcp-protocol-version'];
  if (typeof requested !== 'string' || SUPPORTED_PROTOCOL_VERSIONS.includes(requested)) return undefined;
  return { id: data?.id ?? null, data: { supported: SUPPORTED_PROTOCOL_VERSIONS, requested } };
}
