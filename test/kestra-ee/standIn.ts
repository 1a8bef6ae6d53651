import { startKestra2, type SeenRequest } from '../kestra-2/standIn.ts';
import { newId, type Directory } from './directory.ts';
import { Enterprise } from './enterprise.ts';
import type { Rights } from './rights.ts';
import { enterpriseRoutes } from './routes/all.ts';

export interface KestraEe {
  baseUrl: string;
  tenant: 'main';
  /** Of an instance administrator. */
  token: string;
  requests: readonly SeenRequest[];
  directory: Directory;
  rights: Rights;
  /** What was asked or answered otherwise than the published description says. */
  violations: readonly string[];
  /** Lets somebody else in, who is no administrator of the instance; gives their token. */
  signIn(email: string, denied?: readonly string[]): string;
  /** @throws Error with all violations, so that no test passes beside them */
  stop(): Promise<void>;
}

export interface KestraEeOptions {
  /** Whether an AI provider is configured; its answers are canned. */
  ai?: boolean;
}

/** Starts the stand-in for Kestra 2.0 with the routes of the Enterprise Edition beside those of open source. */
export async function startKestraEe({ ai = true }: KestraEeOptions = {}): Promise<KestraEe> {
  const enterprise = new Enterprise();
  const { contract, directory, rights } = enterprise;
  const kestra = await startKestra2({
    ai,
    accepts: (authorization) => rights.knows(authorization),
    routes: (store, engine) => enterpriseRoutes(enterprise, { store, engine, ai }),
  });
  const letIn = (email: string, superAdmin: boolean, denied: readonly string[]): string => {
    const { id } = directory.addPerson({ email, superAdmin });
    const token = `kestra-${newId()}`;
    rights.add(token, { id, email, superAdmin, denied: new Set(denied) });
    return token;
  };
  return {
    baseUrl: kestra.baseUrl,
    tenant: kestra.tenant,
    token: letIn('admin@example.com', true, []),
    requests: kestra.requests,
    directory,
    rights,
    violations: contract.violations,
    signIn: (email, denied = []) => letIn(email, false, denied),
    stop: async () => {
      await kestra.stop();
      if (contract.violations.length > 0) throw new Error(contract.violations.join('\n'));
    },
  };
}
