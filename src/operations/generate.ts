import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import { Failure } from '../shared/failure.ts';
import type { AiPrompt } from '../kestra/api/ai.ts';
import { shorten } from '../model/shorten.ts';
import type { OperationContext } from './context.ts';

export interface GenerationRequest {
  prompt: string;
  /** The source to be changed; none to make something new. */
  source?: string | undefined;
  namespace?: string | undefined;
  providerId?: string | undefined;
}

const REPORT_MS = 10_000;
const LONGEST_SENTENCE = 500;

/**
 * The YAML that the AI of Kestra writes. Takes minutes; nothing is saved or checked yet.
 *
 * @throws Failure `unavailable` when Kestra has no AI, `invalid` when it wrote no YAML but a sentence
 */
export async function generateSource(
  context: OperationContext,
  kind: 'flow' | 'dashboard',
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

async function waitForModel(
  { kestra, signal, progress }: OperationContext,
  kind: 'flow' | 'dashboard',
  prompt: AiPrompt,
): Promise<string> {
  const started = Date.now();
  const report = (): void =>
    progress?.({ message: `The AI writes a ${kind}, ${Math.round((Date.now() - started) / 1000)} s so far` });
  report();
  const timer = setInterval(report, REPORT_MS);
  try {
    return await kestra.ai.generate(kind, prompt, { signal });
  } catch (error) {
    throw await explain(kestra, error);
  } finally {
    clearInterval(timer);
  }
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
    return /^(id|title|namespace|tasks|charts):/m.test(source);
  }
}
