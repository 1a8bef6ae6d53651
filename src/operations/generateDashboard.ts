import { parse } from 'yaml';
import { Failure } from '../shared/failure.ts';
import { flowProblems, type FlowProblem } from '../model/flowProblems.ts';
import type { OperationContext } from './context.ts';
import { generateSource, type GenerationRequest } from './generate.ts';

export interface GeneratedDashboard {
  /** YAML as the AI wrote it. */
  source: string;
  valid: boolean;
  dashboardId?: string | undefined;
  problems: FlowProblem[];
  saved: boolean;
  /** Why it was not saved, though it should have been. */
  notSaved?: string | undefined;
}

/** A dashboard by the AI of Kestra, checked by Kestra; saved only when wished, valid and new. */
export async function generateDashboard(
  context: OperationContext,
  { save, ...request }: Omit<GenerationRequest, 'namespace'> & { save: boolean },
): Promise<GeneratedDashboard> {
  const { kestra, signal } = context;
  const source = await generateSource(context, 'dashboard', request);
  const constraints = await kestra.dashboards.constraints(source, { signal });
  const problems = constraints === undefined ? [] : flowProblems(source, constraints);
  const dashboardId = idOf(source);
  const generated = { source, valid: problems.length === 0, dashboardId, problems };
  if (!save) return { ...generated, saved: false };
  const notSaved = generated.valid ? await hindrance(context, dashboardId) : 'It is not valid.';
  if (notSaved !== undefined) return { ...generated, saved: false, notSaved };
  const { id } = await kestra.dashboards.create(source, { signal });
  return { ...generated, dashboardId: id, saved: true };
}

/** Why a valid dashboard cannot be saved. */
async function hindrance(
  { kestra, signal }: OperationContext,
  id: string | undefined,
): Promise<string | undefined> {
  const { isCustomDashboardsEnabled } = await kestra.instance.configs({ signal });
  if (!isCustomDashboardsEnabled) {
    return 'This Kestra keeps no dashboards of its own: the open source edition has none since 2.0.';
  }
  if (id === undefined) return 'It has no id.';
  try {
    await kestra.dashboards.get(id, { signal });
    return `There is a dashboard ${id} already.`;
  } catch (error) {
    if (Failure.is(error, 'not_found')) return undefined;
    throw error;
  }
}

function idOf(source: string): string | undefined {
  try {
    const dashboard: unknown = parse(source);
    const id =
      typeof dashboard === 'object' && dashboard !== null && 'id' in dashboard ? dashboard.id : undefined;
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
