import { Failure } from '../shared/failure.ts';
import type { NamedDefinitions } from '../model/inputValues.ts';
import { readLocalFile } from './localFile.ts';

/**
 * Named values in which each file that a FILE input names as `{path}` is read; a `name` beside it wins over that of
 * the file.
 *
 * @returns problems: one sentence for each file that cannot be read
 */
export async function readInputFiles(
  known: NamedDefinitions,
  values: Readonly<Record<string, unknown>>,
  folders: readonly string[],
): Promise<{ values: Record<string, unknown>; problems: string[] }> {
  const read: Record<string, unknown> = { ...values };
  const problems: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (known.get(name)?.type !== 'FILE' || !namesPath(value)) continue;
    try {
      read[name] = { ...(await readLocalFile(value.path, folders)), ...named(value) };
    } catch (error) {
      const { message, hint = '' } = Failure.from(error);
      problems.push(`${name} (FILE): ${message} ${hint}`.trim());
      delete read[name];
    }
  }
  return { values: read, problems };
}

function namesPath(value: unknown): value is { path: string; name?: unknown } {
  return typeof value === 'object' && value !== null && 'path' in value && typeof value.path === 'string';
}

function named({ name }: { name?: unknown }): { name?: string } {
  return typeof name === 'string' ? { name } : {};
}
