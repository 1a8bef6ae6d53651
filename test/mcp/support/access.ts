import type { Enterprise } from '../../support/kestraEe.ts';
import type { Answers, McpClient } from './client.ts';
import { enterpriseClient } from './enterpriseClient.ts';

/** One line of `list_access`. */
export interface Item {
  id: string;
  name: string;
  groups?: string[];
  roles?: string[];
  holder?: { kind: string; name: string };
  namespace?: string;
  status?: string;
}

/** What `get_access` tells. */
export interface Access {
  id: string;
  name: string;
  administrator?: boolean;
  groups?: string[];
  roles?: { role: string; namespace?: string; through?: string; bindingId?: string }[];
  permissions?: Record<string, string>;
  members?: string[];
  holders?: string[];
  tokens?: { name: string }[];
}

export interface GivenOutcomes {
  members: { name: string; outcome?: string; error?: { code: string; message: string } }[];
  roles: { name: string; outcome?: string; namespace?: string; error?: { code: string } }[];
}

/** The tools about access, as tests call them. */
export class AccessTools {
  readonly mcp: McpClient;
  readonly #stage: Enterprise;

  private constructor(mcp: McpClient, stage: Enterprise) {
    this.mcp = mcp;
    this.#stage = stage;
  }

  static async start(
    stage: Enterprise,
    env: Record<string, string> = {},
    answers?: Answers,
  ): Promise<AccessTools> {
    return new AccessTools(await enterpriseClient(stage.connection, env, answers), stage);
  }

  async call<T>(name: string, args: Record<string, unknown>): Promise<T> {
    return (await this.mcp.call<T>(name, args)).result;
  }

  get(kind: string, name: string): Promise<Access> {
    return this.call('get_access', { kind, name });
  }

  async list(args: Record<string, unknown>): Promise<Item[]> {
    return (await this.call<{ items: Item[] }>('list_access', args)).items;
  }

  /** Somebody of the tenant whom nobody invited. @returns their id */
  person(email: string): string {
    return this.#stage.kestra.directory.addPerson({ email }).id;
  }
}
