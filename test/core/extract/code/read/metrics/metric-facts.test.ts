import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricFacts } from '../../../../../../src/core/extract/code/read/metrics/metric-facts.ts';
import type { FilePath } from '../../../../../../src/core/model/source.ts';

/** `counter orders_total (status)`, a metric a line. */
const metrics = (language: string, text: string): readonly string[] =>
  metricFacts({ path: 'a' as FilePath, text }, language).map(
    ({ type, name, labels }) => `${type} ${name}${labels.length > 0 ? ` (${labels.join(', ')})` : ''}`,
  );

test('prom-client is given names in an object, with labels', () => {
  const text = `const prom = require('prom-client');
    const placed = new prom.Counter({ name: 'orders_placed', help: 'Orders', labelNames: ['status'] });
    new Histogram({ help: 'how long (seconds)', name: "orders_seconds", buckets: [1, 2] });`;
  expect(metrics('javascript', text)).toEqual(['counter orders_placed (status)', 'histogram orders_seconds']);
});

test('prometheus_client ends counters in _total', () => {
  const text = `from prometheus_client import Counter, Histogram
PLACED = Counter('orders_placed', 'Orders', ['status', 'shop'])
TOOK = Histogram("orders_seconds", "Time")`;
  expect(metrics('python', text)).toEqual(['counter orders_placed_total (status, shop)', 'histogram orders_seconds']);
});

test('client_golang joins namespace, subsystem and name', () => {
  const text = `import "github.com/prometheus/client_golang/prometheus"
var took = promauto.NewHistogramVec(prometheus.HistogramOpts{
  Namespace: "shop", Subsystem: "orders", Name: "duration_seconds",
}, []string{"code"})
var open = prometheus.NewGauge(prometheus.GaugeOpts{Name: "orders_open"})`;
  expect(metrics('go', text)).toEqual(['histogram shop_orders_duration_seconds (code)', 'gauge orders_open']);
});

test('Micrometer writes dots as underscores, and timers in seconds without buckets', () => {
  const text = `import io.micrometer.core.instrument.MeterRegistry;
    registry.counter("orders.placed"); Timer.builder("orders.took").register(meterRegistry);
    @Timed("shop.checkout") void checkout() {}`;
  expect(metrics('java', text)).toEqual(['counter orders_placed_total', 'summary orders_took_seconds', 'summary shop_checkout_seconds']);
});

test('OpenTelemetry adds the unit to the name', () => {
  const node = `import { metrics } from '@opentelemetry/api';
    meter.createHistogram('orders.duration', { unit: 'ms' }); meter.createCounter('orders.placed');`;
  expect(metrics('javascript', node)).toEqual(['histogram orders_duration_milliseconds', 'counter orders_placed_total']);
  const python = `from opentelemetry import metrics\nmeter.create_counter("orders.placed", unit="1")`;
  expect(metrics('python', python)).toEqual(['counter orders_placed_total']);
  const csharp = `using System.Diagnostics.Metrics;\nvar c = meter.CreateCounter<long>("orders.placed");`;
  expect(metrics('csharp', csharp)).toEqual(['counter orders_placed_total']);
});

test('without the library, or in a comment, there is no metric', () => {
  expect(metrics('python', `from collections import Counter\nCounter("hello")`)).toEqual([]);
  expect(metrics('javascript', `// prom-client\n// new Counter({ name: 'gone' })`)).toEqual([]);
});

test('any text has an answer, and every name lies in it', () => {
  const pieces = [
    'prom-client',
    'new Counter(',
    "{ name: 'a_b'",
    ')',
    '(',
    "'",
    'meter.createCounter(',
    'opentelemetry',
    '"x"',
    '\n',
    '@Timed(',
  ];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())), parts => {
      const text = parts.join(' ');
      for (const { at } of metricFacts({ path: 'a' as FilePath, text }, 'javascript'))
        expect(at[0] >= 0 && at[1] <= text.length).toBe(true);
    }),
  );
});
