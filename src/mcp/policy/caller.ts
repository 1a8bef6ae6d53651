/** Who calls: the program, and where the transport knows it the person. */
export interface Caller {
  /** As the client named itself. */
  client?: { name: string; version: string } | undefined;
  /** The authenticated subject; absent over stdio, where the process belongs to its user. */
  subject?: string | undefined;
  /** A name of their session; absent over stdio, where the process is the session. */
  session?: string | undefined;
}
