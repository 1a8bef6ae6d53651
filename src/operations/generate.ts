import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import { Failure } from '../shared/failure.ts';
import type { AiPrompt, Generated } from '../kestra/api/ai.ts';
import { shorten } from '../model/shorten.ts';
import type { OperationContext } from './context.ts';
import { reportWhile } from './reportWhile.ts';

export interface GenerationRequest {
  prompt: string;
  /** The source to be changed; none to make something new. */
  source?: string | undefined;
  namespace?: string | undefined;
  providerId?: string | undefined;
}

const LONGEST_SENTENCE = 500;

/**
 * The YAML that the AI of Kestra writes. Takes minutes; nothing is saved or checked yet.
 *
 * @throws Failure `unavailable` when Kestra has no AI, `invalid` when it wrote no YAML but a sentence
 */
export async function generateSource(
  context: OperationContext,
  kind: Generated,
  { prompt, source, namespace, providerId }: GenerationRequest,
): Promise<string> {
  await requireProvider(context, providerId);
  const request = { userPrompt: prompt, conversationId: randomUUID(), yaml: source, namespace, providerId };
  const answer = withoutFence(await waitForModel(context, kind, request));
  if (isMapping(answer)) return answer;
  throw new Failure('invalid', `The AI wrote no ${kind} but: ${shorten(answer.trim(), LONGEST_SENTENCE)}`, {
    hint: 'Ask for it in other words.',
  });
}

async function requireProvider({ kestra, signal }: OperationContext, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const known = (await kestra.ai.providers({ signal })).map((provider) => provider.id);
  if (known.includes(id)) return;
  throw new Failure('invalid', `This Kestra has no AI provider ${id}.`, {
    hint: known.length > 0 ? `Its providers are ${known.join(', ')}.` : 'It has none at all.',
  });
}

async function waitForModel(context: OperationContext, kind: Generated, prompt: AiPrompt): Promise<string> {
  const { kestra, signal } = context;
  return reportWhile(context, `The AI writes a ${kind}`, async () => {
    try {
      return await kestra.ai.generate(kind, prompt, { signal });
    } catch (error) {
      throw await explain(kestra, error);
    }
  });
}

/** Kestra 1.3 without a provider of its own answers with an internal error, a later one with 503. */
async function explain(kestra: OperationContext['kestra'], error: unknown): Promise<unknown> {
  if (!Failure.is(error, 'unavailable', 'unexpected', 'not_found')) return error;
  const { isAiEnabled, isAiApiKeyConfigured } = await kestra.instance.configs();
  if (error.status !== 503 && isAiEnabled && isAiApiKeyConfigured) return error;
  return new Failure('unavailable', `AI is not configured in this Kestra: ${error.message}`, {
    hint: 'Write it without; an administrator of Kestra can configure a provider (kestra.ai).',
    status: error.status,
    cause: error,
  });
}

/** Models like to wrap what they write. */
function withoutFence(text: string): string {
  return /^\s*```\w*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
}

function isMapping(source: string): boolean {
  try {
    const parsed: unknown = parse(source);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    // Broken YAML that was meant as a flow: Kestra's validation tells where.
    return /^(id|title|namespace|tasks|charts|layout|testCases):/m.test(source);
  }
}
