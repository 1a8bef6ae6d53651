/** Flows of several themes. */

export const LOAD = `
id: load
tasks:
  - id: extract
    type: io.kestra.plugin.core.log.Log
    message: 120 rows read
  - id: store
    type: io.kestra.plugin.core.log.Log
    level: ERROR
    message: row 17 left out
`;

/** Its next run is queued while one waits. */
export const ONE_AT_A_TIME = `
id: single
concurrency:
  limit: 1
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
`;
