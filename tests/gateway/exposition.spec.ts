import { expect, test } from 'vitest';
import { counter, exposition, gauge, histogram } from '../../server/gateway/metrics/exposition.ts';
import { Histogram } from '../../server/lib/histogram.ts';

test('numbers are written as Prometheus reads them, durations in seconds, a name of the server on each line', () => {
  const times = new Histogram([5, 1_000]);
  times.observe(4);
  times.observe(2_500);
  const families = [
    counter('fairday_orders_refused_total', 'Orders that were refused.', [
      [{ code: 'SOLD_OUT' }, 3],
      [{ code: 'a "b"\\\n' }, 0],
    ]),
    gauge('fairday_live_connections', 'Sockets of viewers.', 7),
    histogram('fairday_commit_seconds', 'How long commits took.', [[{ outcome: 'committed' }, times]]),
  ];
  expect(exposition(families, { node_id: 'fairday-1' })).toBe(`\
# HELP fairday_orders_refused_total Orders that were refused.
# TYPE fairday_orders_refused_total counter
fairday_orders_refused_total{code="SOLD_OUT",node_id="fairday-1"} 3
fairday_orders_refused_total{code="a \\"b\\"\\\\\\n",node_id="fairday-1"} 0
# HELP fairday_live_connections Sockets of viewers.
# TYPE fairday_live_connections gauge
fairday_live_connections{node_id="fairday-1"} 7
# HELP fairday_commit_seconds How long commits took.
# TYPE fairday_commit_seconds histogram
fairday_commit_seconds_bucket{outcome="committed",le="0.005",node_id="fairday-1"} 1
fairday_commit_seconds_bucket{outcome="committed",le="1",node_id="fairday-1"} 1
fairday_commit_seconds_bucket{outcome="committed",le="+Inf",node_id="fairday-1"} 2
fairday_commit_seconds_sum{outcome="committed",node_id="fairday-1"} 2.504
fairday_commit_seconds_count{outcome="committed",node_id="fairday-1"} 2
`);
  expect(exposition([gauge('fairday_live_connections', 'Sockets.', 7)], {})).toContain(
    '\nfairday_live_connections 7\n',
  );
});
