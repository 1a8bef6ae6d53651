import { createBackfill, endBackfill, pauseBackfill } from '../backfills.ts';
import type { Engine } from '../engine.ts';
import { jsonBody, route, type Call, type Reply, type Route } from '../http.ts';
import { newId } from '../model.ts';
import type { Store } from '../store.ts';
import type { Trigger, TriggerId } from '../triggerStates.ts';
import { act, searchTriggers } from './triggers.ts';

/** Backfills, and what may be done to several triggers: answered 202, done a moment later. */
export function triggerBatchRoutes(store: Store, engine: Engine): Route[] {
  const { triggers } = store;
  const one = (call: Call) => triggers.get(jsonBody(call, 'trigger') as TriggerId);
  const unlock = (trigger: Trigger) => trigger.state.locked && triggers.unlock(trigger);
  return [
    route('PUT triggers/backfill/create', (call) => {
      const wanted = jsonBody(call, 'request') as TriggerId & { backfill?: object };
      return act(triggers.get(wanted), (trigger) => createBackfill(trigger, wanted.backfill));
    }),
    route('PUT triggers/backfill/pause', (call) => act(one(call), (it) => pauseBackfill(it, true))),
    route('PUT triggers/backfill/unpause', (call) => act(one(call), (it) => pauseBackfill(it, false))),
    route('POST triggers/backfill/delete', (call) => act(one(call), endBackfill)),
    ...several(store, engine, 'POST', 'backfill/pause', (it) => pauseBackfill(it, true)),
    ...several(store, engine, 'POST', 'backfill/unpause', (it) => pauseBackfill(it, false)),
    ...several(store, engine, 'POST', 'backfill/delete', endBackfill),
    ...several(store, engine, 'POST', 'unlock', unlock),
    ...several(store, engine, 'DELETE', 'delete', (it) => triggers.delete(it)),
    route('POST triggers/set-disabled/by-triggers', (call) => {
      const body = jsonBody(call, 'setDisabledRequest') as { triggers: TriggerId[]; disabled: boolean };
      return accepted(engine, known(store, body.triggers), (it) => triggers.setDisabled(it, body.disabled));
    }),
    route('POST triggers/set-disabled/by-query', ({ query }) => {
      const found = searchTriggers(triggers.all(), query);
      return accepted(engine, found, (it) => triggers.setDisabled(it, query.get('disabled') !== 'false'));
    }),
  ];
}

function several(
  store: Store,
  engine: Engine,
  method: string,
  name: string,
  action: (trigger: Trigger) => void,
): Route[] {
  return [
    route(`${method} triggers/${name}/by-triggers`, (call) =>
      accepted(engine, known(store, jsonBody(call, 'triggers') as TriggerId[]), action),
    ),
    route(`${method} triggers/${name}/by-query`, ({ query }) =>
      accepted(engine, searchTriggers(store.triggers.all(), query), action),
    ),
  ];
}

/** Unknown triggers are left out without a word. */
function known({ triggers }: Store, ids: readonly TriggerId[]): Trigger[] {
  return ids.flatMap((id) => triggers.find(id) ?? []);
}

function accepted(engine: Engine, found: Trigger[], action: (trigger: Trigger) => void): Reply {
  engine.inBulk(() => found.forEach(action));
  return { status: 202, json: { operationId: newId(), totalItems: found.length } };
}
