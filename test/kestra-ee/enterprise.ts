import { route, type Call, type Reply, type Route } from '../kestra-2/http.ts';
import { Contract } from './description/contract.ts';
import type { Operation } from './description/operations.ts';
import { Directory } from './directory.ts';
import { Rights } from './rights.ts';

/** What all Enterprise routes of one stand-in share. */
export class Enterprise {
  readonly contract = new Contract();
  readonly rights = new Rights();
  readonly directory = new Directory();

  /**
   * A route of the published description: what is asked and answered is held to it.
   *
   * @param permission `RESOURCE ACTION`, or {@link SUPERADMIN}; none for what everybody may do
   */
  route(
    operation: Operation,
    permission: string | undefined,
    handle: (call: Call) => Reply | Promise<Reply>,
    produces?: string,
  ): Route {
    const consumes = this.contract.consumes(operation);
    const answer = async (call: Call): Promise<Reply> => {
      this.contract.checkRequest(operation, call);
      if (permission !== undefined) this.rights.require(call.headers.authorization, permission);
      const reply = await handle(call);
      this.contract.checkAnswer(operation, reply);
      return reply;
    };
    return route(operation.replace('/{tenant}', ''), answer, {
      ...(consumes === undefined ? {} : { consumes }),
      ...(produces === undefined ? {} : { produces }),
    });
  }
}
