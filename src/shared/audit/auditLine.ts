import * as z from 'zod';

/** What became of the question whether a call may be made. */
export const DECISIONS = ['allowed', 'confirmed', 'denied'] as const;
export type Decision = (typeof DECISIONS)[number];

/**
 * One line of the audit log. A call that only reads is one line (`call`), written after it. Any other is two with the
 * same id: `begin` is on disk before Kestra is asked, `end` follows. What was denied is one line, too.
 */
const auditLine = z.object({
  v: z.literal(1),
  event: z.enum(['begin', 'end', 'call']),
  /** Of the call: that of its process, and a number. */
  id: z.string(),
  /** ISO instant at which the line was made. */
  time: z.string(),
  pid: z.number().optional(),
  /** The user of this machine, or the subject of a token. */
  who: z.string().optional(),
  /** Of a team server: the session of the client, and the machine that answered it. */
  session: z.string().optional(),
  host: z.string().optional(),
  /** Name and version, as the client tells them. */
  client: z.string().optional(),
  connection: z.string().optional(),
  url: z.string().optional(),
  tenant: z.string().optional(),
  tool: z.string().optional(),
  /** Method and path, for an HTTP request that was refused before any tool. */
  request: z.string().optional(),
  effect: z.string().optional(),
  /** Without secrets, inputs and contents; what is told as the target is left out. */
  args: z.unknown().optional(),
  namespace: z.string().optional(),
  /** Where the call touched several. */
  namespaces: z.array(z.string()).optional(),
  flow: z.string().optional(),
  executions: z.array(z.string()).optional(),
  /** How many there are where `executions` names the first only. */
  executionsTotal: z.number().optional(),
  decision: z.enum(DECISIONS).optional(),
  /** Why it was denied: a code. */
  reason: z.string().optional(),
  /** The same in words; they are ours, never Kestra's. */
  says: z.string().optional(),
  /** `ok`, or the code of the error as the agent was told it. */
  outcome: z.string().optional(),
  /** HTTP status of Kestra's error. */
  status: z.number().optional(),
  /** Executions that the call started. */
  results: z.array(z.string()).optional(),
  ms: z.number().optional(),
});
export type AuditLine = z.infer<typeof auditLine>;

/** Every line begins like this, so that one is found again behind the torn rest of another. */
export const LINE_START = '{"v":1,';

/** The line that a text holds; undefined for anything else, such as what a full disk has cut off. */
export function parseAuditLine(text: string): AuditLine | undefined {
  const found = parseExactly(text);
  if (found !== undefined) return found;
  const start = text.lastIndexOf(LINE_START);
  return start > 0 ? parseExactly(text.slice(start)) : undefined;
}

function parseExactly(text: string): AuditLine | undefined {
  try {
    return auditLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Controls of terminals, invisible characters and those that turn the direction of text. */
const UNSAFE = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** One line of ASCII controls and invisible characters escaped, so that even `cat` shows what is there. */
export function formatAuditLine(line: AuditLine): string {
  // JSON escapes all below a space and half surrogate pairs by itself.
  const json = JSON.stringify(line).replaceAll(
    UNSAFE,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
