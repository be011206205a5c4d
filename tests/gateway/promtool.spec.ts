import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { metricsAfterADay } from './metric-day.ts';

/** Runs Prometheus' own checker. @returns how it ended, and what it said */
function promtool(args: readonly string[], input = ''): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

test('Prometheus finds nothing to say about the metrics of a market day', async () => {
  const text = await metricsAfterADay();
  expect(promtool(['check', 'metrics'], text)).toEqual({ status: 0, said: '' });
  // It would: what only counts has to say so in its name.
  const misnamed = text.replaceAll('fairday_faults_total', 'fairday_faults');
  expect(promtool(['check', 'metrics'], misnamed)).toMatchObject({ status: 3 });
}, 90_000);
