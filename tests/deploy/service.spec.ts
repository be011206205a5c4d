import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { limitDefaults } from '../../server/ports/limits.ts';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import { commonEnvironment } from '../crash/ground.ts';
import { programOf } from '../crash/server-process.ts';

const DEPLOY = join(import.meta.dirname, '../../docs/deploy');
/** Of 10, which is UNSAFE from 9 on and OK below 4. Talking to the internet and compiling code cost 1. */
const MAX_EXPOSURE_TENTHS = 20;
/** SQLite hands its files to their owner where root runs it; the service's user is not root. */
const AS_ROOT = ['fchown'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-service-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const unit = readFileSync(join(DEPLOY, 'fairday.service'), 'utf8');
const values = (name: string) => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, v]) => v!);

function analyze(...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args], { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

/** The system calls of a filter of systemd's, with those of the filters in it. */
function callsOf(filter: string): string[] {
  const lines = analyze('syscall-filter', filter).said.split('\n').slice(1);
  const named = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return named.flatMap((name) => (name.startsWith('@') ? callsOf(name) : [name]));
}

test.each(['fairday.service', 'fairday-backup.service'])(
  'systemd takes %s, finds nothing wrong in it, and calls it safe enough',
  (name) => {
    const copy = join(folder, name);
    const text = readFileSync(join(DEPLOY, name), 'utf8');
    writeFileSync(copy, text.replaceAll('/usr/local/bin/node', process.execPath));
    expect(analyze('verify', '--man=no', copy)).toEqual({ code: 0, said: '' });
    const most = `--threshold=${MAX_EXPOSURE_TENTHS}`;
    const judged = analyze('security', '--offline=true', '--no-pager', most, copy);
    expect(judged.said).toContain('Overall exposure level');
    expect(judged.code, judged.said.split('\n').at(-2)).toBe(0);
  },
);

test('the timer is one that systemd takes, and names a moment of each day', () => {
  const timer = join(DEPLOY, 'fairday-backup.timer');
  writeFileSync(join(folder, 'fairday-backup.service'), '[Service]\nType=oneshot\nExecStart=/bin/true\n');
  writeFileSync(join(folder, 'fairday-backup.timer'), readFileSync(timer));
  expect(analyze('verify', '--man=no', join(folder, 'fairday-backup.timer'))).toEqual({ code: 0, said: '' });
  const when = /^OnCalendar=(.+)$/m.exec(readFileSync(timer, 'utf8'))![1]!;
  expect(analyze('calendar', '--iterations=2', when)).toMatchObject({ code: 0 });
});

test('it can be enabled, waits for the network, and has files enough for everybody', () => {
  expect(values('WantedBy')).toEqual(['multi-user.target']);
  expect(values('Wants')).toEqual(['network-online.target']);
  expect(values('After')).toContain('network-online.target');
  expect(Number(values('LimitNOFILE'))).toBeGreaterThan(2 * limitDefaults.MAX_CONNECTIONS);
  expect(values('User')).toEqual(['fairday']);
  // A server that is told to stop takes up to ten seconds.
  expect(Number(values('TimeoutStopSec'))).toBeGreaterThan(10);
});

test('the server and what it starts make no system call that the unit forbids', async () => {
  const trace = join(folder, 'trace');
  // With a port of its own the media worker starts at once, if there is one.
  const [mediaPort] = await freePorts(1);
  const serve = [process.execPath, ...programOf('server', 'cli'), 'serve'];
  const strace = ['-f', '-qq', '-e', 'trace=all', '-e', 'signal=none', '-o', trace];
  const environment = { ...commonEnvironment(folder), LOG_LEVEL: 'info', MEDIA_PORT: String(mediaPort) };
  const child = spawn('strace', [...strace, '--', ...serve], { env: { ...process.env, ...environment } });
  const ended = once(child, 'close');
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await expect.poll(() => said, { timeout: 60_000 }).toMatch(/Fairday is open at/);
  const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(said)!;
  expect((await fetch(`${origin}/api/v1/guest`, { method: 'POST', headers: { origin } })).ok).toBe(true);
  expect((await fetch(`${origin}/metrics`)).ok).toBe(true);
  // A signal to strace itself leaves the server alone.
  const { stdout } = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' });
  process.kill(Number(stdout.trim().split('\n')[0]), 'SIGTERM');
  await ended;

  const made = new Set(
    [...readFileSync(trace, 'utf8').matchAll(/^\d+ +([a-z_0-9]+)\(/gm)].map(([, name]) => name!),
  );
  const allowed = new Set<string>(AS_ROOT);
  for (const filter of values('SystemCallFilter')) {
    if (filter.startsWith('~')) for (const call of callsOf(filter.slice(1))) allowed.delete(call);
    else for (const call of callsOf(filter)) allowed.add(call);
  }
  for (const call of AS_ROOT) allowed.add(call);
  expect(made.size).toBeGreaterThan(40);
  expect([...made].filter((call) => !allowed.has(call))).toEqual([]);
}, 120_000);
