import type { Redactor } from '../../shared/redact.ts';

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One JSON object a line, as log collectors read them. Fields hold no secrets; texts of errors are redacted. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** @param write takes a whole line, its end included */
export function jsonLog(write: (line: string) => void, redactor: Redactor): Log {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}): void =>
      write(
        `${redactor.text(JSON.stringify({ time: new Date().toISOString(), level, event, ...fields }))}\n`,
      );
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
