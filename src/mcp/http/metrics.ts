import { Counter, Gauge, Histogram, Registry, type GaugeConfiguration } from 'prom-client';

/** What Prometheus reads at `/metrics`. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'kestra_mcp_http_request_seconds',
    help: 'HTTP requests by route, method and status; a stream counts when it ends',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [this.#registry],
  });
  readonly #calls = new Counter({
    name: 'kestra_mcp_tool_calls_total',
    help: 'Tool calls by tool and decision',
    labelNames: ['tool', 'decision', 'outcome'] as const,
    registers: [this.#registry],
  });
  readonly #refusals = new Counter({
    name: 'kestra_mcp_refused_requests_total',
    help: 'HTTP requests that were refused before any tool, by reason',
    labelNames: ['reason'] as const,
    registers: [this.#registry],
  });

  /** @param sessions how many are held now */
  constructor(sessions: () => number) {
    const options: GaugeConfiguration<string> = {
      name: 'kestra_mcp_sessions',
      help: 'Sessions that this process holds',
      registers: [this.#registry],
      collect() {
        this.set(sessions());
      },
    };
    // The registry keeps it.
    void new Gauge(options);
  }

  request(route: string, method: string, status: number, seconds: number): void {
    this.#requests.observe({ route, method, status: String(status) }, seconds);
  }

  call(tool: string, decision: string, outcome: 'ok' | 'error'): void {
    this.#calls.inc({ tool, decision, outcome });
  }

  refused(reason: 'host' | 'authentication' | 'scope' | 'body' | 'session'): void {
    this.#refusals.inc({ reason });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
