import { Failure } from '../../../shared/failure.ts';
import { told } from '../../../shared/told.ts';

/** What an instance's administrator alone may do. */
export const ADMINISTRATOR = 'ADMINISTRATOR';

/**
 * A call that needs a permission, such as `APP CREATE`: Kestra's refusal does not say which.
 *
 * @throws Failure `forbidden` that names it
 */
export async function needing<T>(permission: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!Failure.is(error, 'forbidden')) throw error;
    const { message } = error.words;
    throw permission === ADMINISTRATOR
      ? error.with({
          message: told`${message} This is for administrators of the Kestra instance.`,
          hint: told`An administrator of the instance has to do it.`,
        })
      : error.with({
          message: told`${message} This needs the permission ${permission}.`,
          hint: told`An administrator can give a role that has the permission.`,
        });
  }
}
