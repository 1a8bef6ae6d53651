import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  getObjectShape,
  safeParse,
  type AnyObjectSchema,
  type SchemaOutput,
} from '@modelcontextprotocol/sdk/server/zod-compat.js';
import { Protocol, type RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type {
  Notification,
  Request,
  Result,
  ServerNotification,
  ServerRequest,
  ServerResult,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
// By its name: as a member of 'z' it would bring all of zod's languages into the bundle.
import { $ZodError } from 'zod/v4/core';
import { invalidParams } from './rpcError.ts';

type Handler<T extends AnyObjectSchema> = (
  request: SchemaOutput<T>,
  extra: RequestHandlerExtra<ServerRequest | Request, ServerNotification | Notification>,
) => ServerResult | Result | Promise<ServerResult | Result>;

/**
 * The SDK's server, but what is wrong with a request is told as the fault of the client that it is: the SDK's own tells
 * wrong parameters as an error of the server (-32603).
 */
export class StrictServer extends Server {
  override setRequestHandler<T extends AnyObjectSchema>(schema: T, handler: Handler<T>): void {
    const anyParams = z.looseObject({ method: z.custom(), ...methodOf(schema) });
    // Not the SDK's own: it refuses the answer to a call whose wish for a task was ignored, after it was carried out.
    Protocol.prototype.setRequestHandler.call(this, anyParams, (request, extra) => {
      const parsed = safeParse(schema, request);
      if (!parsed.success) throw invalidParams(wrongParams(parsed.error));
      return handler(parsed.data, extra);
    });
  }

  /** Where no tasks are offered, the wish for one is ignored (2025-11-25, tasks); the SDK refuses the request. */
  protected override assertTaskHandlerCapability(): void {}
}

/** The literal by which the SDK knows a handler. */
function methodOf(schema: AnyObjectSchema): { method?: z.ZodType } {
  const method = getObjectShape(schema)?.['method'];
  return method instanceof z.ZodType ? { method } : {};
}

function wrongParams(error: unknown): string {
  const issues = error instanceof $ZodError ? error.issues : [];
  const told = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return `Wrong parameters: ${told.join('; ')}.`;
}
