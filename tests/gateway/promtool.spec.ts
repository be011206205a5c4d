import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALERTS, readAlarms } from './alarms.ts';
import { type AlertStory, alertStories, quietEvening } from './alert-stories.ts';
import { metricsAfterADay } from './metric-day.ts';

const alarms = readAlarms();
const DASHBOARD = join(import.meta.dirname, '../../docs/deploy/dashboard.json');

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

test('Prometheus reads the alarms, and each sounds in the evening that it was made for', () => {
  expect(promtool(['check', 'rules', ALERTS])).toMatchObject({ status: 0 });
  expect(alertStories.map(({ alert }) => alert).toSorted()).toEqual([...alarms.keys()].toSorted());
  expect(rehearsed(readFileSync(ALERTS, 'utf8'))).toEqual({
    status: 0,
    said: expect.stringContaining('SUCCESS'),
  });
});

test('Prometheus can read every query of the dashboard', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-dashboard-'));
  const { panels } = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as { panels: Panel[] };
  const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  // As Grafana hands them on.
  const asked = queries.map((query) =>
    query.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*'),
  );
  const checked = (exprs: string[]) => {
    const rules = exprs.map((expr, n) => ({ record: `panel:query:${n}`, expr }));
    writeFileSync(join(folder, 'queries.yml'), JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    return promtool(['check', 'rules', join(folder, 'queries.yml')]).status;
  };
  try {
    expect(asked.length).toBeGreaterThan(40);
    expect(checked(asked)).toBe(0);
    expect(checked([...asked, 'sum by (le (fairday_commands_total)'])).not.toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Panel {
  targets?: { expr: string }[];
}

test('an alarm that is deaf, or sounds on a good evening, is found', () => {
  const rules = readFileSync(ALERTS, 'utf8');
  expect(rehearsed(rules.replace('fairday_store_up == 0', 'fairday_store_up == 2')).status).toBe(1);
  expect(rehearsed(rules.replace('fairday_wal_bytes > 1e9', 'fairday_wal_bytes > 1e6')).status).toBe(1);
});

/** Runs every story, and the quiet evening, against rules. */
function rehearsed(rules: string): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-alarms-'));
  try {
    writeFileSync(join(folder, 'alerts.yml'), rules);
    const tests = [...alertStories.map(testOf), quietTest()];
    // JSON is YAML.
    const plan = { rule_files: ['alerts.yml'], evaluation_interval: '15s', tests };
    writeFileSync(join(folder, 'stories.yml'), JSON.stringify(plan));
    return promtool(['test', 'rules', join(folder, 'stories.yml')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function testOf({ alert, series, at, notYetAt, labels = {} }: AlertStory) {
  const { severity, annotations } = alarms.get(alert)!;
  const heard = [{ exp_labels: { severity, ...labels }, exp_annotations: annotations }];
  return {
    name: alert,
    interval: '15s',
    input_series: seriesOf(series),
    alert_rule_test: [
      ...(notYetAt ? [{ alertname: alert, eval_time: notYetAt, exp_alerts: [] }] : []),
      { alertname: alert, eval_time: at, exp_alerts: heard },
    ],
  };
}

function quietTest() {
  const silent = (alertname: string) =>
    ['1m', '10m', '40m', '59m'].map((eval_time) => ({ alertname, eval_time, exp_alerts: [] }));
  return {
    name: 'a quiet evening',
    interval: '15s',
    input_series: seriesOf(quietEvening),
    alert_rule_test: [...alarms.keys()].flatMap(silent),
  };
}

function seriesOf(series: Readonly<Record<string, string>>) {
  return Object.entries(series).map(([name, values]) => ({ series: name, values }));
}
