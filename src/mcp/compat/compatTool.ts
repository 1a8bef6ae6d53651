import type * as z from 'zod';
import type { FailureKind } from '../../shared/failure.ts';
import {
  EFFECTS,
  prepareCall,
  type AnyTool,
  type Effect,
  type EffectChoice,
  type Tool,
  type ToolContext,
} from '../tool.ts';
import { lenient } from './lenient.ts';

/** A tool of the official server: under its name, with its arguments, and a result that has its shape. */
interface CompatTool<Input extends z.ZodObject> extends Pick<
  Tool<Input>,
  'name' | 'group' | 'needs' | 'title' | 'description' | 'input' | 'idempotent' | 'destructive' | 'stops'
> {
  /** One, or one for each value of an argument. */
  effect: Effect | EffectChoice;
  nextCall?: AnyTool['nextCall'];
  run(context: ToolContext, args: z.output<Input>): Promise<unknown>;
}

/** Next steps where a failure would otherwise name tools that this catalogue lacks. */
const NEXT_CALL: Partial<Record<FailureKind, string>> = {
  unreachable: 'Tell the user that Kestra cannot be reached.',
  interrupted: 'Call list_executions to see whether it was carried out before trying again.',
  timeout: 'Call list_executions to see whether it was carried out before trying again.',
};

export function defineCompatTool<Input extends z.ZodObject>(tool: CompatTool<Input>): AnyTool {
  const record = { ...tool, ...effectsOf(tool.effect) };
  return {
    ...record,
    daily: false,
    nextCall: { ...NEXT_CALL, ...tool.nextCall },
    prepare: (args) => prepareCall(record, lenient(tool.input, args)),
  };
}

function effectsOf(effect: Effect | EffectChoice): Pick<AnyTool, 'effect' | 'effectBy'> {
  if (typeof effect === 'string') return { effect };
  const possible = Object.values(effect.effects);
  return { effect: EFFECTS.findLast((one) => possible.includes(one)) ?? 'admin', effectBy: effect };
}

interface Action<Args> {
  effect: Effect;
  run(context: ToolContext, args: Args): Promise<object>;
}

/** A tool of which the argument `action` chooses what it does, and with that its effect. */
export function defineActionTool<Input extends z.ZodObject & z.ZodType<{ action: string }>>({
  actions,
  ...tool
}: Omit<CompatTool<Input>, 'effect' | 'run'> & {
  actions: Readonly<Record<z.output<Input>['action'], Action<z.output<Input>>>>;
}): AnyTool {
  const byName: Readonly<Record<string, Action<z.output<Input>>>> = actions;
  const effects = Object.entries(byName).map(([name, { effect }]) => [name, effect] as const);
  return defineCompatTool({
    ...tool,
    effect: { argument: 'action', effects: Object.fromEntries(effects) },
    run: (context, args) => actions[args.action as z.output<Input>['action']].run(context, args),
  });
}
