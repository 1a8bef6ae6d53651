/** A form for the person at the client; its schema is flat, as the protocol wants it. */
export interface Question {
  message: string;
  requestedSchema: object;
}

export interface Answer {
  action: 'accept' | 'decline' | 'cancel';
  content?: Readonly<Record<string, unknown>> | undefined;
}

/** @throws Failure when the client cannot be reached or does not answer in time */
export type Elicit = (question: Question, signal: AbortSignal) => Promise<Answer>;
