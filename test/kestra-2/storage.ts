import { newId } from './model.ts';

interface Owner {
  namespace: string;
  flowId: string;
  id: string;
}

/** The internal storage: what executions were given and what they wrote, by `kestra:///` address. */
export class Storage {
  readonly #files = new Map<string, Buffer>();

  /** Keeps a file given to an input. */
  input(owner: Owner, name: string, file: { name: string; content: Buffer }): string {
    return this.#put(`${executionFolder(owner)}inputs/${name}/${file.name}`, file.content);
  }

  /** Keeps what a task wrote, under a name of its own. */
  output(owner: Owner, run: { id: string; taskId: string }, extension: string, content: string): string {
    const name = `${newId()}${extension}`;
    return this.#put(`${executionFolder(owner)}tasks/${run.taskId}/${run.id}/${name}`, Buffer.from(content));
  }

  read(uri: string): Buffer | undefined {
    return this.#files.get(uri);
  }

  /** Removes all that belongs to an execution. */
  deleteOf(owner: Owner): void {
    const folder = executionFolder(owner);
    for (const uri of this.#files.keys()) if (uri.startsWith(folder)) this.#files.delete(uri);
  }

  #put(uri: string, content: Buffer): string {
    this.#files.set(uri, content);
    return uri;
  }
}

export function executionFolder({ namespace, flowId, id }: Owner): string {
  return `${flowFolder({ namespace, flowId })}${id}/`;
}

export function flowFolder({ namespace, flowId }: Omit<Owner, 'id'>): string {
  return `kestra:///${namespace.replaceAll('.', '/')}/${flowId}/executions/`;
}
