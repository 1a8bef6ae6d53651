import * as z from 'zod';
import { ACCESS_LEVELS } from '../../../shared/connection.ts';
import { connectionStatus as status } from '../../../operations/connectionStatus.ts';
import { errorFrom } from '../../failureResult.ts';
import { errorObject } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const connectionStatus = defineTool({
  name: 'connection_status',
  group: 'connection',
  title: 'Check the connection to Kestra',
  description:
    'Which Kestra this is, whether it answers and takes the credentials, and what this connection allows. Call it when other tools fail to connect or a tool you expect is missing.',
  effect: 'read',
  daily: true,
  input: z.strictObject({}),
  output: z.object({
    connected: z.boolean(),
    baseUrl: z.string(),
    tenant: z.string(),
    signIn: z.enum(['none', 'basic', 'token']),
    version: z.string().optional(),
    edition: z.string().optional(),
    access: z.enum(ACCESS_LEVELS),
    disabledGroups: z.array(z.string()).optional(),
    problem: errorObject.optional(),
  }),
  async run(context) {
    const { problem, ...rest } = await status(context);
    const { access, disabledGroups } = context.server;
    return {
      ...rest,
      access,
      disabledGroups: disabledGroups.length > 0 ? [...disabledGroups] : undefined,
      problem: problem === undefined ? undefined : errorFrom(problem),
    };
  },
});
