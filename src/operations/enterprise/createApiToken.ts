import { rm, writeFile } from 'node:fs/promises';
import type { TokenRequest } from '../../kestra/api/enterprise/serviceAccounts.ts';
import type { OperationContext } from '../context.ts';
import { writeLocalFile } from '../localFile.ts';
import { findHolder } from './findAccess.ts';

export interface CreatedToken {
  id: string;
  name: string;
  serviceAccount: string;
  /** Real path of the file that holds the secret. */
  savedTo: string;
}

/** For whoever runs this alone. */
const PRIVATE = 0o600;

/**
 * Makes an API token of a service account. Kestra tells its secret this once: it goes into a new file of this machine
 * and nowhere else, for what is told to an agent is told to a model and kept in conversations.
 *
 * @param saveTo a new file below an allowed folder, made before the token is, so that no secret is lost
 * @throws Failure `refused` or `conflict` when the file may not be written, `not_found`
 */
export async function createApiToken(
  context: OperationContext,
  { serviceAccount, saveTo, ...wanted }: TokenRequest & { serviceAccount: string; saveTo: string },
): Promise<CreatedToken> {
  const { kestra, signal, fileFolders = [] } = context;
  const { id, name: account } = await findHolder(context, 'service_account', serviceAccount);
  const { serviceAccounts } = await kestra.enterprise(signal);
  const savedTo = await writeLocalFile(saveTo, fileFolders, '', PRIVATE);
  try {
    const { fullToken, ...token } = await serviceAccounts.createToken(id, wanted, { signal });
    await writeFile(savedTo, `${fullToken}\n`);
    return { id: token.id, name: token.name, serviceAccount: account, savedTo };
  } catch (error) {
    await rm(savedTo, { force: true });
    throw error;
  }
}
