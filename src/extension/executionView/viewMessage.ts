import * as z from 'zod';
import { EXECUTION_ACTIONS } from '../../model/action.ts';
import { VIEW_COMMANDS, type ViewMessage } from '../../webview/messages.ts';

/** The view shows text that others wrote: what comes from it is checked like anything from outside. */
const viewMessageSchema: z.ZodType<ViewMessage> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('act'), action: z.enum(EXECUTION_ACTIONS) }),
  z.strictObject({ type: z.literal('command'), command: z.enum(VIEW_COMMANDS) }),
  z.strictObject({ type: z.literal('wantGraph') }),
  z.strictObject({ type: z.literal('wantOutputs'), cursor: z.string().max(20).optional() }),
  z.strictObject({ type: z.literal('wantPreview'), uri: z.string().max(4_000) }),
]);

/** @returns undefined for anything that the view does not send */
export function parseViewMessage(value: unknown): ViewMessage | undefined {
  return viewMessageSchema.safeParse(value).data;
}
