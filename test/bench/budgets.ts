/**
 * How far a measure may go: from its floor as a ratio or a difference, or by itself; `partOfFloor` is for what should be
 * much, and has to be so much of its floor at least.
 */
export interface Budget {
  kind: 'timesFloor' | 'aboveFloor' | 'absolute' | 'partOfFloor';
  limit: number;
}

/** What has to hold. `npm run bench` fails when one does not. */
export const BUDGETS = {
  /** Spawn to answered `initialize`; the floor is a bare Node process that answers over stdio. */
  initialize: { kind: 'timesFloor', limit: 2.5 },
  /** Resident memory of a server that was never asked anything, as most are; the floor as above. */
  idleMemory: { kind: 'timesFloor', limit: 1.4 },
  /** Milliseconds a read tool adds to the same request sent to Kestra directly. */
  readTool: { kind: 'aboveFloor', limit: 1 },
  /** Tokens (o200k) that every conversation pays for the list of tools. */
  toolTokens: { kind: 'absolute', limit: 5000 },
  /** Calls per second of the team server; the floor is a bare Node server that asks Kestra as often. */
  teamRate: { kind: 'partOfFloor', limit: 0.1 },
  /** MB that its heap may grow from 9,000 calls to 100,000, after garbage collection. */
  teamGrowth: { kind: 'absolute', limit: 5 },
  /** MB that the server's heap may grow in an hour of use, by the slope after each garbage collection. */
  heapGrowth: { kind: 'absolute', limit: 3 },
  /** MB of its resident memory more at the end than when it was warm, with what the allocator has not given back. */
  residentGrowth: { kind: 'absolute', limit: 40 },
  /** Sockets, timers and pipes more in an hour; a call that is under way when they are counted has some. */
  handleGrowth: { kind: 'absolute', limit: 4 },
  /** MB that the heap of VS Code's extension host may grow in an hour of use, after garbage collection. */
  hostGrowth: { kind: 'absolute', limit: 1 },
  /** A closed view leaves no tab. */
  tabsLeft: { kind: 'absolute', limit: 0 },
  /** The slowest frames while the execution view scrolls, to those of an empty box in the same page. */
  frame: { kind: 'timesFloor', limit: 2 },
  /** Milliseconds, as VS Code reports them, while the rest of VS Code starts as well. */
  activation: { kind: 'absolute', limit: 50 },
  /** KB of code that is loaded when a window opens, whatever is done in it: in the extension host, and in a server. */
  extensionStart: { kind: 'absolute', limit: 120 },
  serverStart: { kind: 'absolute', limit: 220 },
  /** KB of 1,000 bytes. */
  vsix: { kind: 'absolute', limit: 1500 },
} as const satisfies Record<string, Budget>;
