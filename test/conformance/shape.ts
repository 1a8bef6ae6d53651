export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'object' | 'array';

/** What a JSON value is made of, without its values. */
export interface Shape {
  readonly kinds: ReadonlySet<Kind>;
  /** Members of the objects, by name. */
  readonly members: ReadonlyMap<string, Shape>;
  /** Union over the elements of the arrays; `undefined` while every array is empty. */
  readonly elements: Shape | undefined;
}

/** `atLeast` is for expectations of which parts were cut away: more may be there. */
export type Strictness = 'exact' | 'atLeast';

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  return kind === 'boolean' || kind === 'number' || kind === 'string' ? kind : 'object';
}

export function shapeOf(value: unknown): Shape {
  const kind = kindOf(value);
  const members =
    kind === 'object'
      ? new Map(Object.entries(value as object).map(([name, member]) => [name, shapeOf(member)]))
      : new Map<string, Shape>();
  const elements = kind === 'array' ? unionOf((value as unknown[]).map(shapeOf)) : undefined;
  return { kinds: new Set([kind]), members, elements };
}

/** One shape that covers all; `undefined` for none. */
export function unionOf(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  const present = shapes.filter((shape) => shape !== undefined);
  if (present.length === 0) return undefined;
  const names = new Set(present.flatMap((shape) => [...shape.members.keys()]));
  const members = new Map<string, Shape>();
  for (const name of names) {
    const member = unionOf(present.map((shape) => shape.members.get(name)));
    if (member) members.set(name, member);
  }
  return {
    kinds: new Set(present.flatMap((shape) => [...shape.kinds])),
    members,
    elements: unionOf(present.map((shape) => shape.elements)),
  };
}

/** Readable differences, one a line, each starting with the place, e.g. `$.state.endDate: missing`. */
export function shapeDifferences(
  expected: Shape,
  actual: Shape,
  strictness: Strictness,
  place = '$',
): string[] {
  return [
    ...kindDifferences(expected, actual, strictness, place),
    ...memberDifferences(expected, actual, strictness, place),
    ...elementDifferences(expected, actual, strictness, place),
  ];
}

function kindDifferences(expected: Shape, actual: Shape, strictness: Strictness, place: string): string[] {
  const lacking = [...expected.kinds].some((kind) => !actual.kinds.has(kind));
  const extra = [...actual.kinds].some((kind) => !expected.kinds.has(kind));
  if (!lacking && !(extra && strictness === 'exact')) return [];
  return [`${place}: expected ${list(expected.kinds)}, got ${list(actual.kinds)}`];
}

function memberDifferences(expected: Shape, actual: Shape, strictness: Strictness, place: string): string[] {
  if (!expected.kinds.has('object') || !actual.kinds.has('object')) return [];
  const differences: string[] = [];
  for (const [name, member] of expected.members) {
    const found = actual.members.get(name);
    if (found) differences.push(...shapeDifferences(member, found, strictness, `${place}.${name}`));
    else differences.push(`${place}.${name}: missing`);
  }
  if (strictness === 'exact') {
    for (const name of actual.members.keys()) {
      if (!expected.members.has(name)) differences.push(`${place}.${name}: not expected`);
    }
  }
  return differences;
}

function elementDifferences(expected: Shape, actual: Shape, strictness: Strictness, place: string): string[] {
  if (!expected.kinds.has('array') || !actual.kinds.has('array')) return [];
  if (expected.elements && actual.elements) {
    return shapeDifferences(expected.elements, actual.elements, strictness, `${place}[]`);
  }
  if (expected.elements) return [`${place}: expected elements, got an empty array`];
  if (actual.elements && strictness === 'exact') return [`${place}: expected an empty array, got elements`];
  return [];
}

function list(kinds: ReadonlySet<Kind>): string {
  return [...kinds].toSorted().join(' or ');
}
