import { Failure } from '../shared/failure.ts';

/** A path of a namespace's files as Kestra writes it: from `/`, without a slash at the end. */
export function namespacePath(text: string): string {
  const steps = text.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) throw refused(text, "a path does not lead upwards by '..'");
  return `/${steps.join('/')}`;
}

/**
 * A path that something may be written to.
 *
 * @throws Failure `invalid` for what Kestra would take, but for something else
 */
export function writablePath(text: string): string {
  const path = namespacePath(text);
  if (path === '/') throw refused(text, 'it is the root');
  // Kestra 1.3 and 2.0 encode paths once too often.
  if (/\s/.test(path)) throw refused(text, 'Kestra turns blanks in paths into plus signs');
  if (path.startsWith('/_flows')) throw refused(text, 'what is below /_flows is the flows, not files');
  return path;
}

/** The directory that a path is in. */
export function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

export function isBelow(path: string, directory: string): boolean {
  return directory === '/' || path.startsWith(`${directory}/`);
}

function refused(path: string, reason: string): Failure {
  return new Failure('invalid', `The path '${path}' cannot be used: ${reason}.`, {
    hint: 'Give a path such as /scripts/run.sh.',
  });
}
