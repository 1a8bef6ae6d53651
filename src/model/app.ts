/** An app: a form or a page in Kestra's UI by which people start a flow or decide about a run. */
export interface App {
  uid: string;
  /** As its source says; absent where only the source is read. */
  id?: string | undefined;
  name?: string | undefined;
  type?: string | undefined;
  namespace: string;
  flowId?: string | undefined;
  tags?: string[] | undefined;
  enabled?: boolean | undefined;
  updated?: string | undefined;
}

/** An app with its YAML. */
export interface AppSource extends Omit<App, 'id' | 'type' | 'flowId' | 'enabled'> {
  disabled?: boolean | undefined;
  source: string;
}

/** An app as those see it who may open it. */
export interface CatalogApp {
  uid: string;
  name?: string | undefined;
  description?: string | undefined;
  type?: string | undefined;
  tags?: string[] | undefined;
}
