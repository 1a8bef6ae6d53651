/** Where lines of the audit log go: a file here, anything that keeps lines elsewhere. */
export interface AuditSink {
  /** Takes a line with its end; it survives this process from then on. @throws when it was not taken whole */
  append(line: string): void;
  /** Resolves once all that was appended survives the machine, too. */
  flush(): Promise<void>;
}
