import { type ServerSettings } from '../../shared/environment.ts';
import { VARIABLES } from '../../shared/variables.ts';
import { Failure } from '../../shared/failure.ts';
import { GROUPS } from '../groups.ts';

/** @throws Failure `invalid` for a toolset that names no tools: a typing error would hide them without a word */
export function checkToolset({ toolset }: Pick<ServerSettings, 'toolset'>): void {
  const known = ['default', 'all', ...Object.keys(GROUPS)];
  if (toolset.includes('compat')) {
    if (toolset.length === 1) return;
    throw wrong(`'compat' stands alone, without ${toolset.filter((word) => word !== 'compat').join(', ')}`);
  }
  const unknown = toolset.filter((word) => !known.includes(word));
  if (unknown.length > 0) {
    throw wrong(`there is no toolset ${unknown.join(', ')}; there are compat, ${known.join(', ')}`);
  }
}

function wrong(reason: string): Failure {
  return new Failure('invalid', `${VARIABLES.toolset}: ${reason}.`, {
    hint: 'Correct the environment variable and start the server again.',
  });
}
