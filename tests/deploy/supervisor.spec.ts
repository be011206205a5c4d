import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileGround } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';

let folder: string;
let ground: ReturnType<typeof fileGround>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-notify-'));
  ground = fileGround();
});
afterEach(async () => {
  await ground.close();
  rmSync(folder, { recursive: true, force: true });
});

const told = () => {
  const file = join(folder, 'told');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};

/** Stands in for systemd's program, and writes down what it was asked to say, and where. */
function notifyProgram(): string {
  const program = join(folder, 'systemd-notify');
  writeFileSync(program, `#!/bin/sh\necho "$NOTIFY_SOCKET $*" >> ${join(folder, 'told')}\n`);
  chmodSync(program, 0o755);
  return `${folder}${delimiter}${process.env.PATH}`;
}

test('systemd hears that the server is open once it is, and that it stops', async () => {
  const server = new ServerProcess({ ...ground.environment, PATH: notifyProgram(), NOTIFY_SOCKET: '/run/x' });
  await server.start();
  const ready = `/run/x READY=1 STATUS=Fairday is open at http://127.0.0.1:0`;
  await expect.poll(told).toEqual([ready.replace(':0', `:${server.port}`)]);
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  expect(told().at(-1)).toBe('/run/x STOPPING=1 STATUS=Fairday stops');
  expect(server.warnings).toEqual([]);
}, 60_000);

test('where systemd did not start it nobody is told, and where its program is missing the log says so', async () => {
  const server = new ServerProcess(ground.environment);
  await server.start({ PATH: notifyProgram() });
  await server.stop();
  expect(told()).toEqual([]);
  rmSync(join(folder, 'systemd-notify'));
  await server.start({ PATH: folder, NOTIFY_SOCKET: '/run/x' });
  await expect.poll(() => server.warnings.join(), { timeout: 10_000 }).toContain('systemd cannot be told');
  expect(await server.stop()).toEqual({ code: 0, signal: null });
}, 60_000);
