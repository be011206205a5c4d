import { spawn } from 'node:child_process';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Ledger as Market } from '../../server/ports/ledger.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { keyOfTime } from '../builders/dated-key.ts';
import type { Ground } from './ground.ts';
import { type OpenedBuyer, openingDay } from './opening.ts';
import { type End, programOf, ServerProcess } from './server-process.ts';

/** A backup, orders, and the backup put back: what each store adds of its own. */
export interface RestoreGround {
  ground: Ground;
  /** Where the backup is written. */
  backup: string;
  read(): Promise<Market>;
  /** The same market once more, for a restore that is killed: its environment, and how it is read. */
  copy(): Promise<{ environment: Record<string, string>; read(): Promise<Market> }>;
}

export interface RestoreCrash {
  /**
   * Runs a command of ours to its end, or until it is killed.
   * @param more what Node is told first
   * @param diesMs it is killed after so long
   */
  fairday(
    args: string[],
    environment: Record<string, string>,
    more?: string[],
    diesMs?: number,
  ): Promise<End & { said: string }>;
  killing(): RestoreGround;
  /** The histories of all logs as they were when the backup was made. */
  before(): ReadonlyMap<string, string>;
}

/** What a restore left: the market of before, or the one of the backup with what it remembers; anything else throws. */
export async function oldOrNew(market: Market, before: ReadonlyMap<string, string>): Promise<'old' | 'new'> {
  try {
    expect(await market.damage()).toBeNull();
    const heads = await market.heads();
    expect(heads.length).toBe(before.size);
    const found = new Set<string>();
    for (const { logId, kind, history } of heads) {
      const gaps = await market.gaps(logId);
      const isOld = history === before.get(logId);
      if (kind === 'shop') expect(gaps).toEqual([]);
      else if (isOld) expect(gaps).toEqual([]);
      found.add(isOld ? 'old' : 'new');
    }
    const [kind, ...others] = [...found];
    expect(others).toEqual([]);
    return kind as 'old' | 'new';
  } finally {
    await market.close();
  }
}

/** The same key before and after, with a server that was killed in between. */
export function restores(open: () => Promise<RestoreGround>): RestoreCrash {
  let killing: RestoreGround;
  let server: ServerProcess;
  let day: Awaited<ReturnType<typeof openingDay>>;
  const before = new Map<string, string>();
  const sockets: Socket[] = [];

  beforeAll(async () => {
    killing = await open();
    day = await openingDay(killing.ground.environment, 3);
    server = new ServerProcess(killing.ground.environment);
  }, 180_000);
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.kill();
  });
  afterAll(() => killing.ground.close());

  async function fairday(
    args: string[],
    environment: Record<string, string>,
    more: string[] = [],
    diesMs: number | null = null,
  ) {
    const child = spawn(process.execPath, [...more, ...programOf('server', 'cli'), ...args], {
      env: { ...process.env, ...environment },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    const dies = diesMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), diesMs);
    return new Promise<End & { said: string }>((resolve) =>
      child.once('close', (code, signal) => {
        clearTimeout(dies);
        resolve({ code, signal, said });
      }),
    );
  }

  async function joins({ token }: OpenedBuyer, slug: string) {
    const socket = io(`http://127.0.0.1:${server.port}/live`, {
      transports: ['websocket'],
      reconnection: false,
      auth: { token },
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('connect_error', reject);
    });
    const ask = (command: string, request: object) => socket.timeout(10_000).emitWithAck(command, request);
    const hello = await ask('hello', { protocol: PROTOCOL_VERSION, slug });
    expect(hello).toMatchObject({ ok: true });
    return { ask, history: hello.history as string };
  }

  test('[I5] [C35] backup, orders, a kill, restore: the key of a lost order is told so, new keys order', async () => {
    const { ground, backup } = killing;
    const stream = day.streams[1]!;
    const [ana, ben] = day.buyers as [OpenedBuyer, OpenedBuyer];
    const order = (buyer: OpenedBuyer) => ({
      lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }],
      ...{ expectTotalMinor: 2_990, addressId: buyer.addressId, payment: 'sandbox' },
    });
    await server.start();
    const first = await joins(ana, stream.slug);
    const kept = { key: keyOfTime(Date.now()), ...order(ana), history: first.history };
    expect(await first.ask('order:place', kept)).toMatchObject({ ok: true });
    expect(await fairday(['backup', backup], ground.environment)).toMatchObject({ code: 0 });
    const market = await killing.read();
    for (const { logId, history } of await market.heads()) before.set(logId, history);
    await market.close();
    const lost = { key: keyOfTime(Date.now()), ...order(ana), history: first.history };
    expect(await first.ask('order:place', lost)).toMatchObject({ ok: true });
    // Made, and on its way when the server dies: nobody will ever know.
    const onItsWay = { key: keyOfTime(Date.now()), ...order(ben), history: first.history };
    await server.kill();
    const { environment } = await killing.copy();
    expect(environment).not.toEqual(ground.environment);

    const restored = await fairday(['restore', backup, '--yes'], ground.environment);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.said).toMatch(/1 orders of/);
    expect(restored.said).toContain('Every file is as it was written, by its digest.');
    await server.start();
    const again = await joins(ana, stream.slug);
    expect(again.history).not.toBe(first.history);
    expect(await again.ask('order:place', kept)).toMatchObject({ ok: true, replay: true });
    const told = { sinceMs: expect.any(Number), restoredAtMs: expect.any(Number), ask: 'Yang' };
    expect(await again.ask('order:place', lost)).toMatchObject({ code: 'LOST_IN_RESTORE', ...told });
    const { key, history } = lost;
    expect(await again.ask('order:status', { key, history, letGo: true })).toEqual({
      ...{ ok: true, outcome: 'lost_in_restore' },
      ...told,
    });
    const other = await joins(ben, stream.slug);
    expect(await other.ask('order:place', { ...onItsWay, inDoubt: true })).toMatchObject({
      code: 'LOST_IN_RESTORE',
    });
    // A new key, as a page sends it and as a program that names no history.
    const named = { key: keyOfTime(Date.now()), ...order(ana), history: again.history };
    expect(await again.ask('order:place', named)).toMatchObject({ ok: true });
    const unnamed = { key: keyOfTime(Date.now()), ...order(ben) };
    expect(await other.ask('order:place', unnamed)).toMatchObject({ ok: true });
  }, 180_000);

  return { fairday, killing: () => killing, before: () => before };
}
