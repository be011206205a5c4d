import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processSteps, SHUTDOWN_MS, type ShutdownStep, stepsOf, takeSteps } from '../../server/shutdown.ts';
import { root, sources } from './sources.ts';

const tables = [processSteps, ...Object.values(stepsOf)] as Readonly<Record<string, ShutdownStep>>[];
const steps = tables.flatMap((table) => Object.values(table));

test('each file that a step of the shutdown names is there', () => {
  const files = steps.flatMap(({ file }) => file.split(', '));
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => !existsSync(join(root, 'server', file)))).toEqual([]);
});

test('each table of steps is taken in one place', () => {
  const callers = sources('server').flatMap(({ path, text }) =>
    [...text.matchAll(/takeSteps\((\w+),/g)].map(([, table]) => `${table} ${path}`),
  );
  expect(callers.sort()).toEqual([
    'adapterSteps server/main.ts',
    'appSteps server/app.ts',
    'gatewaySteps server/gateway/gateway.ts',
    'marketSteps server/main.ts',
    'processSteps server/cli/serve.ts',
  ]);
});

test('the deadlines of steps leave time for the logs', () => {
  const withinMs = steps.reduce((sum, step) => sum + (step.withinMs ?? 0), 0);
  expect(withinMs).toBeGreaterThan(0);
  expect(withinMs).toBeLessThan(SHUTDOWN_MS * 0.7);
});

test('steps are taken in the order of their table, whatever order the actions stand in; the first at once', async () => {
  const taken: string[] = [];
  const two = { first: { does: '', file: '' }, second: { does: '', file: '' } };
  const taking = takeSteps(two, {
    second: () => void taken.push('second'),
    first: async () => {
      taken.push('first begins');
      await Promise.resolve();
      taken.push('first ends');
    },
  });
  expect(taken).toEqual(['first begins']);
  await taking;
  expect(taken).toEqual(['first begins', 'first ends', 'second']);
});

test('a step that throws ends the shutdown there', async () => {
  const two = { first: { does: '', file: '' }, second: { does: '', file: '' } };
  let isSecondTaken = false;
  const taking = takeSteps(two, {
    first: () => Promise.reject(new Error('no')),
    second: () => {
      isSecondTaken = true;
    },
  });
  await expect(taking).rejects.toThrow('no');
  expect(isSecondTaken).toBe(false);
});
