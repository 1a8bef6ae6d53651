import { spawn } from 'node:child_process';

export interface RunOptions {
  /** One sentence for a program that is not on PATH. */
  readonly missing: string;
  /** One sentence for a run that failed; the program's last lines follow it. */
  readonly failed: string;
  readonly cwd?: string;
  readonly log: (line: string) => void;
}

const LINES_IN_ERROR = 15;

/** Runs a program to its end. Rejects with one clear sentence when it is missing or exits with an error. */
export function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: string): void => {
      output += chunk;
      for (const line of chunk.split('\n')) if (line.trim()) options.log(line);
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('error', (error) => reject(new Error(options.missing, { cause: error })));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${options.failed}\n${lastLines(output)}`));
    });
  });
}

function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-LINES_IN_ERROR).join('\n');
}
