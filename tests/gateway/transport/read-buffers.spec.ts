import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openSocketServer } from '../../../server/gateway/transport/transport.ts';
import { usualBudgets } from '../usual-budgets.ts';

const SOCKETS = 50;
const ROUNDS = 30;
/** Engine.IO's packet that asks for nothing. */
const FRAME = `6${'x'.repeat(2_000)}`;

test('the small collector alone frees what frames were read into', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how?: { type: 'minor' }) => void;
  const http = createServer();
  const io = openSocketServer(
    http,
    { allowRequest: (_, answer) => answer(null, true), opened: () => {} },
    usualBudgets(),
  );
  let heard = () => {};
  io.engine.on('connection', (conn: { on(event: 'packet', heard: () => void): void }) => {
    conn.on('packet', () => heard());
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const crowd = fork(join(import.meta.dirname, 'frames-child.ts'), [url, String(SOCKETS), FRAME], {
    execArgv: [],
  });
  await once(crowd, 'message');

  async function tellAll(): Promise<void> {
    for (let number = 0; number < SOCKETS; number += 1) {
      const arrived = new Promise<void>((resolve) => {
        heard = resolve;
      });
      crowd.send(number);
      await arrived;
    }
    // What lives through two of them is old.
    collect({ type: 'minor' });
    collect({ type: 'minor' });
  }

  await tellAll();
  collect();
  const before = process.memoryUsage().arrayBuffers;
  for (let round = 0; round < ROUNDS; round += 1) await tellAll();
  const grown = process.memoryUsage().arrayBuffers - before;
  crowd.kill();
  await new Promise<void>((resolve) => io.close(() => resolve()));
  expect(grown).toBeLessThan((SOCKETS * ROUNDS * FRAME.length) / 4);
});
