import type { ElicitRequestFormParams } from '@modelcontextprotocol/sdk/types.js';

export type FlatSchema = ElicitRequestFormParams['requestedSchema'];

/** A form for the person at the client; its schema is flat, as the protocol wants it. */
export interface Question {
  message: string;
  requestedSchema: FlatSchema;
}

/** A page that the person at the client opens, for what a form must not ask. */
export interface Page {
  message: string;
  url: string;
}

export interface Answer {
  action: 'accept' | 'decline' | 'cancel';
  content?: Readonly<Record<string, unknown>> | undefined;
}

/** @throws Failure or the client's error when it cannot be reached, does not answer, or the signal says stop */
export type Elicit<Asked = Question> = (asked: Asked, signal: AbortSignal) => Promise<Answer>;
