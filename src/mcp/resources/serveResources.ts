import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { LazySession } from '../lazySession.ts';
import type { ListedExecution } from './currentResources.ts';
import type { Policy } from '../policy/access.ts';
import { answer, RESOURCE_NOT_FOUND } from '../rpcError.ts';
import type { Session } from '../session.ts';
import type { ResourceText } from './readResource.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Answers about resources with what is loaded when it is asked for. */
export function serveResources(
  server: Server,
  { policy, session }: { policy: Policy; session: LazySession },
): void {
  server.setRequestHandler(ListResourceTemplatesRequestSchema, async () => {
    const { offeredResources } = await import('../offer.ts');
    const resourceTemplates = offeredResources(policy).map(
      ({ group: _group, variables: _variables, ...template }) => template,
    );
    return { resourceTemplates };
  });

  server.setRequestHandler(ListResourcesRequestSchema, (_, { signal }) =>
    answer(session, RESOURCE_NOT_FOUND, async (opened) => {
      const { currentResources } = await import('./currentResources.ts');
      const list = (): Promise<ListedExecution[]> => currentResources(opened, signal);
      return { resources: await opened.audit.reading('resources/list', {}, list) };
    }),
  );

  server.setRequestHandler(ReadResourceRequestSchema, ({ params }, { signal }) =>
    answer(session, RESOURCE_NOT_FOUND, async (opened) => {
      const { readResource } = await import('./readResource.ts');
      const { uri } = params;
      const read = (): Promise<ResourceText> => readResource(opened, uri, signal);
      return { contents: [await opened.audit.reading('resources/read', { uri }, read)] };
    }),
  );
  serveSubscriptions(server, session);
}

/** Changes are told until the client unsubscribes or leaves. */
function serveSubscriptions(server: Server, session: LazySession): void {
  let subscriptions: Promise<Subscriptions> | undefined;
  const open = async (opened: Session): Promise<Subscriptions> => {
    const { Subscriptions: Loaded } = await import('./subscriptions.ts');
    // A client that is gone needs no news.
    return new Loaded(opened, (uri) => void server.sendResourceUpdated({ uri }).catch(() => {}));
  };

  server.setRequestHandler(SubscribeRequestSchema, ({ params }, { signal }) =>
    answer(session, RESOURCE_NOT_FOUND, async (opened) => {
      subscriptions ??= open(opened);
      const { uri } = params;
      const loaded = await subscriptions;
      await opened.audit.reading('resources/subscribe', { uri }, () => loaded.subscribe(uri, signal));
      return {};
    }),
  );
  server.setRequestHandler(UnsubscribeRequestSchema, async ({ params }) => {
    (await subscriptions)?.unsubscribe(params.uri);
    return {};
  });
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's server has no such thing
  server.onclose = () => void subscriptions?.then((loaded) => loaded.close());
}
