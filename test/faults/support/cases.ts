/** The tests always take the same cases; the long form takes new ones each time, unless a seed is given. */
const USUAL_SEED = 20_261_121;

export const IS_LONG = process.env['KESTRA_MCP_FAULTS'] === 'long';

export const SEED = Number(process.env['KESTRA_MCP_SEED'] ?? (IS_LONG ? Date.now() % 2 ** 31 : USUAL_SEED));
