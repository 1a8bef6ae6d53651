/** A JSON Schema. */
export type Schema = { [keyword: string]: unknown };

export interface DescribedOperation {
  /** Schemas of the query's parameters; `filters` stands for all `filters[field][OPERATION]`. */
  query: Record<string, Schema>;
  /** Media type of the body. */
  consumes?: string;
  request?: Schema;
  /** By status; null for an answer without a body. */
  answers: Record<string, Schema | null>;
}

/** What of Kestra's published API description the stand-in is held to. */
export interface Description {
  operations: Record<string, DescribedOperation>;
  schemas: Record<string, Schema>;
}
