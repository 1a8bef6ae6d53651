import * as z from 'zod';
import type { Api } from '../api.ts';

export interface AiProvider {
  id: string;
  displayName?: string | undefined;
  isDefault?: boolean | undefined;
}

export interface AiPrompt {
  userPrompt: string;
  /** Prompts with the same id belong together. */
  conversationId: string;
  /** What is to be changed; none to make something new. */
  yaml?: string | undefined;
  namespace?: string | undefined;
  providerId?: string | undefined;
}

/** What can be generated; apps and tests by the Enterprise Edition only. */
export type Generated = 'flow' | 'dashboard' | 'app' | 'test';

const provider = z.object({
  id: z.string(),
  displayName: z.string().optional(),
  isDefault: z.boolean().optional(),
}) satisfies z.ZodType<AiProvider>;
const providers = z.array(provider);

/** Models think for minutes. */
const DEADLINE_MS = 5 * 60_000;

type Call = { signal?: AbortSignal | undefined };

/** `/ai`: what Kestra lets a model write. */
export class AiApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  providers({ signal }: Call = {}): Promise<AiProvider[]> {
    return this.#api.read(providers, '/ai/providers', { signal });
  }

  /** What the model wrote: YAML, if all went well, else a sentence; Kestra has not checked it. */
  async generate(kind: Generated, prompt: AiPrompt, { signal }: Call = {}): Promise<string> {
    const { text } = await this.#api.send(`/ai/generate/${kind}`, {
      method: 'POST',
      body: JSON.stringify(prompt),
      contentType: 'application/json',
      deadlineMs: DEADLINE_MS,
      signal,
    });
    return text;
  }
}
