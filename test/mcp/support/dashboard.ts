/** A dashboard that Kestra takes. */
export const DASHBOARD = `id: sales
title: Sales
timeWindow:
  default: P30D
  max: P365D
charts:
  - id: by_state
    type: io.kestra.plugin.core.dashboard.chart.Table
    data:
      type: io.kestra.plugin.core.dashboard.data.Executions
      columns:
        state:
          field: STATE
        total:
          agg: COUNT
`;
