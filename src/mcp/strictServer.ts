import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  getObjectShape,
  safeParse,
  type AnyObjectSchema,
  type SchemaOutput,
} from '@modelcontextprotocol/sdk/server/zod-compat.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  ErrorCode,
  type Notification,
  type Request,
  type Result,
  type ServerNotification,
  type ServerRequest,
  type ServerResult,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { invalidParams, RpcError } from './rpcError.ts';

type Handler<T extends AnyObjectSchema> = (
  request: SchemaOutput<T>,
  extra: RequestHandlerExtra<ServerRequest | Request, ServerNotification | Notification>,
) => ServerResult | Result | Promise<ServerResult | Result>;

/**
 * The SDK's server, but what is wrong with a request is told as the fault of the client that it is. The SDK's own tells
 * wrong parameters, and tasks where there are none, as an error of the server (-32603).
 */
export class StrictServer extends Server {
  override setRequestHandler<T extends AnyObjectSchema>(schema: T, handler: Handler<T>): void {
    const anyParams = z.looseObject({ method: z.custom(), ...methodOf(schema) });
    super.setRequestHandler(anyParams, (request, extra) => {
      const parsed = safeParse(schema, request);
      if (!parsed.success) throw invalidParams(wrongParams(parsed.error));
      return handler(parsed.data, extra);
    });
  }

  /** Of a request that cannot be a task that wish is ignored; a tool call then is refused (2025-11-25, tasks). */
  protected override assertTaskHandlerCapability(method: string): void {
    if (method !== 'tools/call') return;
    try {
      super.assertTaskHandlerCapability(method);
    } catch {
      throw new RpcError(ErrorCode.MethodNotFound, 'This server does not carry out tool calls as tasks.');
    }
  }
}

/** The literal by which the SDK knows a handler. */
function methodOf(schema: AnyObjectSchema): { method?: z.ZodType } {
  const method = getObjectShape(schema)?.['method'];
  return method instanceof z.ZodType ? { method } : {};
}

function wrongParams(error: unknown): string {
  const issues = error instanceof z.core.$ZodError ? error.issues : [];
  const told = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return `Wrong parameters: ${told.join('; ')}.`;
}
