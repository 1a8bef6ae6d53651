import { Failure } from '../shared/failure.ts';
import type { Blueprint, BlueprintKind } from '../kestra/api/blueprints.ts';
import { textPart, type TextPart } from '../model/textPart.ts';
import type { OperationContext } from './context.ts';
import { fetchPage, type PageRequest, type PageResult } from './page.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** Ready-made flows or dashboards of the community. @throws Failure `unavailable` on an instance without internet */
export function searchBlueprints(
  { kestra, signal }: Reader,
  { kind, text }: { kind: BlueprintKind; text?: string | undefined },
  request: PageRequest,
): Promise<PageResult<Blueprint>> {
  return fetchPage(
    request,
    (page) => fromTheInternet(kestra.blueprints.search(kind, { text, ...page }, { signal })),
    (blueprint) => blueprint,
  );
}

/** A blueprint with its YAML, in parts. @throws Failure `unavailable` on an instance without internet */
export async function readBlueprint(
  { kestra, signal }: Reader,
  { kind, id, fromLine, maxBytes }: { kind: BlueprintKind; id: string; fromLine: number; maxBytes: number },
): Promise<{ blueprint: Blueprint; source: TextPart }> {
  const blueprint = await fromTheInternet(kestra.blueprints.get(kind, id, { signal }));
  const source = await fromTheInternet(kestra.blueprints.source(kind, id, { signal }));
  return { blueprint, source: textPart(source, fromLine, maxBytes) };
}

/** Kestra passes on blueprints of a service on the internet, and has an internal error when it cannot reach that. */
async function fromTheInternet<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const isOffline = Failure.is(error, 'unexpected', 'unavailable') && (error.status ?? 0) >= 500;
    if (!isOffline) throw error;
    throw new Failure(
      'unavailable',
      `This Kestra cannot get blueprints from the internet: ${error.message}`,
      {
        hint: 'Do without: the documentation of the plugins has examples.',
        status: error.status,
        cause: error,
      },
    );
  }
}
