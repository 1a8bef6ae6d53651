/** Answers which were read while the execution was moving on: their state is a matter of milliseconds. */
const MOVING: Readonly<Record<string, readonly string[]>> = {
  kill: ['immediately after the kill'],
  'pause-resume': ['immediately after resume (old state may show)', 'immediately after pause'],
};

export function isMovingSnapshot(file: string, name: string): boolean {
  return MOVING[file]?.includes(name) ?? false;
}
