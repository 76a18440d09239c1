import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What an operator of the installation watches, at `/metrics` in Prometheus's text form. */
export interface Metrics {
  readonly registry: Registry
  readonly factsHeard: Counter<'module'>
  readonly factsFailed: Counter<'module'>
  readonly eventsAccepted: Counter
  readonly eventsStored: Counter
  readonly eventsDuplicate: Counter
  readonly eventsRefused: Counter
  readonly eventsAgainstPlan: Counter
  readonly hooksUnsigned: Counter
  readonly hooksIgnored: Counter
  readonly inboxPending: Gauge
  readonly memoryBytes: Gauge
  readonly heapBytes: Gauge
  readonly externalBytes: Gauge
  readonly httpSeconds: Histogram<'route' | 'status'>
  readonly dataAlarmsOpen: Gauge<'kind'>
  readonly tickFailures: Counter<'tick'>
  readonly lettersSent: Counter<'carrier' | 'outcome'>
  readonly welcomeSeconds: Histogram
  readonly welcomes: Counter<'outcome'>
  readonly identityRedirects: Gauge
  readonly identityRowsSquashed: Counter
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <Label extends string = never>(
    name: string,
    help: string,
    labels: Label[] = [],
  ) => new Counter<Label>({ name, help, labelNames: labels, registers })
  return {
    registry,
    factsHeard: counter('siyu_facts_heard_total', 'facts taken by a module', ['module']),
    factsFailed: counter('siyu_facts_failed_total', 'facts set aside after retries', ['module']),
    eventsAccepted: counter('siyu_events_accepted_total', 'events acknowledged'),
    eventsStored: counter('siyu_events_stored_total', 'events written to history'),
    eventsDuplicate: counter('siyu_events_duplicate_total', 'repeats that changed no number'),
    eventsRefused: counter('siyu_events_refused_total', 'events kept as dead letters'),
    eventsAgainstPlan: counter(
      'siyu_events_against_plan_total',
      'events that the tracking plan refused; all of them are dead letters',
    ),
    hooksUnsigned: counter(
      'siyu_hooks_unsigned_total',
      'webhook requests whose signature did not fit; none of them was kept',
    ),
    hooksIgnored: counter(
      'siyu_hooks_ignored_total',
      'payloads that a webhook’s mapping leaves out',
    ),
    inboxPending: new Gauge({ name: 'siyu_inbox_pending', help: 'batches waiting', registers }),
    dataAlarmsOpen: new Gauge({
      name: 'siyu_data_alarms_open',
      help: 'breaks in the data that are open, by kind',
      labelNames: ['kind'],
      registers,
    }),
    memoryBytes: new Gauge({
      name: 'process_resident_memory_bytes',
      help: 'memory of this process',
      registers,
      collect() {
        this.set(process.memoryUsage.rss())
      },
    }),
    heapBytes: new Gauge({
      name: 'nodejs_heap_size_used_bytes',
      help: 'of it, what our objects take, with what is not yet collected',
      registers,
      collect() {
        this.set(process.memoryUsage().heapUsed)
      },
    }),
    externalBytes: new Gauge({
      name: 'nodejs_external_memory_bytes',
      help: 'of it, buffers outside the heap',
      registers,
      collect() {
        this.set(process.memoryUsage().external)
      },
    }),
    httpSeconds: new Histogram({
      name: 'siyu_http_seconds',
      help: 'time to answer',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    tickFailures: counter('siyu_tick_failures_total', 'failed background runs', ['tick']),
    lettersSent: counter('siyu_letters_total', 'messages by carrier and outcome', [
      'carrier',
      'outcome',
    ]),
    welcomes: counter('siyu_welcomes_total', 'newcomers to greet; `missed` is an alarm', [
      'outcome',
    ]),
    identityRedirects: new Gauge({
      name: 'siyu_identity_redirects',
      help: 'identifiers whose history is read through a redirect, when last looked at',
      registers,
    }),
    identityRowsSquashed: counter(
      'siyu_identity_rows_squashed_total',
      'rows of history rewritten under the person of now',
    ),
    welcomeSeconds: new Histogram({
      name: 'siyu_welcome_seconds',
      help: 'from WeCom callback to welcome message',
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 20],
      registers,
    }),
  }
}
