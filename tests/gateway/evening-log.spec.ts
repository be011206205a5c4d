import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { openEveningLog } from '../../server/gateway/logging/evening-log.ts';
import type { Publication } from '../../server/ports/publication.ts';
import type { StreamEntry, StreamStatus } from '../../shared/market/stream/entry.ts';
import { fileGround, SECRET } from '../crash/ground.ts';
import { programOf } from '../crash/server-process.ts';
import { until } from './house.ts';

const STREAM = '01999999-9999-7999-8999-999999999999';

/** An evening log over a stream that a test changes. */
function anEvening() {
  const lines: string[] = [];
  let hear: (publication: Publication) => void = () => {};
  let look: (streamId: string) => void = () => {};
  let onAir = { broadcaster: false, isOn: false };
  const note = (about: { streamId?: string }, what: string) => {
    expect(about.streamId).toBe(STREAM);
    lines.push(what);
  };
  openEveningLog({
    publications: {
      subscribe(listener) {
        hear = listener;
        return () => {};
      },
    },
    media: {
      subscribe(listener) {
        look = listener;
        return () => {};
      },
      consoleView: async () =>
        ({ broadcaster: onAir.broadcaster ? {} : null, recording: { isOn: onAir.isOn } }) as never,
    },
    log: { info: note, warn: note, error: note } as never,
  });
  return {
    lines,
    is(status: StreamStatus, more: Partial<StreamEntry> = {}) {
      const entry = { status, slug: 'potato-day', ...more } as StreamEntry;
      hear({ streamId: STREAM, changes: [['t', entry]] } as never);
    },
    async shows(broadcaster: boolean, isOn: boolean) {
      onAir = { broadcaster, isOn };
      look(STREAM);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('an evening is one line for each thing that happens, and none for what stays as it was', async () => {
  const evening = anEvening();
  evening.is('LIVE');
  evening.is('LIVE', { takesCodes: true });
  await evening.shows(true, false);
  await evening.shows(true, true);
  await evening.shows(true, true);
  evening.is('LIVE', { isPaused: true });
  evening.is('LIVE');
  await evening.shows(false, false);
  evening.is('ENDED');
  expect(evening.lines).toEqual([
    'a stream is live',
    'a broadcast has begun',
    'a recording has begun',
    'the sale of a stream is paused',
    'a stream sells again',
    'a broadcast has stopped',
    'a recording has stopped',
    'a stream has ended',
  ]);
});

test('the switch of a recording is none: without a broadcast, and after the end, nothing has begun', async () => {
  const before = anEvening();
  // A server that starts beside a stream which ended yesterday: its switch is on as it was.
  await before.shows(false, true);
  expect(before.lines).toEqual([]);

  const evening = anEvening();
  evening.is('LIVE');
  await evening.shows(false, true);
  await evening.shows(true, true);
  evening.is('ENDED');
  await evening.shows(false, true);
  // What was read before the end and is heard after it.
  await evening.shows(true, true);
  expect(evening.lines).toEqual([
    'a stream is live',
    'a broadcast has begun',
    'a recording has begun',
    'a stream has ended',
    'a broadcast has stopped',
    'a recording has stopped',
  ]);
});

test('the log of a server is JSON from its first line to its last, without its secrets', async () => {
  const ground = fileGround();
  const server = spawn(process.execPath, [...programOf('server', 'cli'), 'serve'], {
    env: { ...process.env, ...ground.environment, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let written = '';
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
    await until(() => written.includes('Nobody can sign in yet'), 30_000);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
    const lines = written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; settings?: Record<string, string> });
    expect(lines.map(({ msg }) => msg)).toEqual([
      'fairday starts',
      'settings in force',
      'a new market was made: there was none here',
      expect.stringMatching(/^Fairday is open at http:/),
      expect.stringMatching(/^Nobody can sign in yet\. /),
      'fairday stops: nobody new is let in, what is queued is finished',
      'fairday has stopped',
    ]);
    expect(lines[1]!.settings).toMatchObject({ DATA_DIR: ground.folder, LOG_LEVEL: 'info' });
    expect(written).not.toContain(SECRET);
  } finally {
    if (server.exitCode === null) server.kill('SIGKILL');
    await ground.close();
  }
});
