import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readAlarms } from './alarms.ts';
import { metricsAfterADay } from './metric-day.ts';

const docs = join(import.meta.dirname, '../../docs');
const dashboard = JSON.parse(readFileSync(join(docs, 'deploy/dashboard.json'), 'utf8'));
const alarms = readAlarms();

/** Every label of every line of a server, by the line's name. */
const exported = new Map<string, Set<string>>();
beforeAll(async () => {
  const text = await metricsAfterADay({ NODE_ID: 'fairday-1' });
  for (const [, name, labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = exported.get(name!) ?? new Set(['instance', 'job']);
    for (const [, label] of labels.matchAll(/(\w+)="/g)) known.add(label!);
    exported.set(name!, known);
  }
  // What no server alone has, and what Prometheus says itself.
  exported.set('fairday_redis_up', new Set(['instance', 'job', 'node_id']));
  exported.set('up', new Set(['instance', 'job']));
}, 90_000);

interface Panel {
  title: string;
  type: string;
  targets?: { expr: string; legendFormat: string }[];
}
const panels = () => (dashboard.panels as Panel[]).filter(({ type }) => type !== 'row');
const queries = () => [
  ...panels().flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...[...alarms.values()].map(({ expression }) => expression),
];

test('every query of the dashboard and of the alarms names numbers and labels that a server tells', () => {
  expect(queries().length).toBeGreaterThan(70);
  for (const query of queries()) {
    const named = [...query.matchAll(/\b((?:fairday|process|nodejs)_\w+|up)\b(?:\{([^}]*)\})?/g)];
    expect(named.length, query).toBeGreaterThan(0);
    for (const [, name, selector = ''] of named) {
      expect([...exported.keys()], query).toContain(name);
      for (const [, label] of selector.matchAll(/(\w+)(?:=~|!=|=)"/g)) {
        expect([...exported.get(name!)!], query).toContain(label);
      }
    }
  }
});

test('what a legend names is a label that its query keeps', () => {
  for (const { title, targets = [] } of panels()) {
    for (const { expr, legendFormat } of targets) {
      const by = /by \(([^)]*)\)/.exec(expr)?.[1]?.split(', ');
      for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
        const name = /\b(?:fairday|process|nodejs)_\w+/.exec(expr)![0];
        expect(by ?? [...exported.get(name)!], title).toContain(label);
      }
    }
  }
});

test('docs/operate.md says of every alarm what it means and what to do, and each alarm leads there', () => {
  const page = readFileSync(join(docs, 'operate.md'), 'utf8');
  const section = /^### Alarms\n([\s\S]*?)\n##/m.exec(page)![1]!;
  const listed = [...section.matchAll(/^\| `(Fairday\w+)` +\| (\S.*?) +\| (\S.*?) +\|$/gm)];
  expect(listed.map(([, name]) => name).toSorted()).toEqual([...alarms.keys()].toSorted());
  for (const [name, { severity, annotations }] of alarms) {
    expect(['page', 'ticket'], name).toContain(severity);
    expect(annotations, name).toEqual({
      summary: expect.stringMatching(/.{20,}/),
      description: expect.stringMatching(/.{30,}/),
      runbook_url: 'docs/operate.md#alarms',
    });
  }
});
