import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { openDoor } from '../../server/tools/demo/market/door.ts';
import { type Watcher, watch } from '../../server/tools/demo/market/watcher.ts';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import { shownPrice } from '../../shared/live-view/price.ts';
import type { AddressView } from '../../shared/market/account/contract.ts';
import { pause, until } from '../builders/until.ts';
import { type End, programOf } from '../crash/server-process.ts';
import { aBrowser, aPage, phone } from '../e2e/pages.ts';

/** What `npm run cluster` runs, as whoever types it has it: started, looked at, bought from, ended by Ctrl-C. */

const READY_MS = 60_000;
const END_MS = 15_000;
/** The host may change a price between a look and a tap. */
const TRIES = 5;

let folder: string;
let holder: Server;
let taken: number;
let cluster: ChildProcess;
let ended: Promise<End>;
let said = '';
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-e2e-'));
  // PostgreSQL's own user has to pass through.
  chmodSync(folder, 0o711);
  [taken] = (await freePorts(1)) as [number];
  holder = createServer();
  await new Promise<void>((resolve) => holder.listen(taken, '127.0.0.1', resolve));
  cluster = spawn(
    process.execPath,
    [...programOf('server', 'tools/lab/cluster/main'), '--port', String(taken), '--viewers', '3'],
    { env: { ...process.env, TMPDIR: folder }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  ended = new Promise((resolve) => cluster.once('exit', (code, signal) => resolve({ code, signal })));
  for (const pipe of [cluster.stdout, cluster.stderr]) {
    pipe!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const gone = ended.then(({ code, signal }) => {
    throw new Error(`The cluster ended with ${code ?? signal}: ${said}`);
  });
  [browser] = await Promise.all([
    aBrowser(),
    Promise.race([gone, until(() => said.includes('Ctrl-C ends'), READY_MS)]),
  ]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  // A test that failed before the end leaves it running.
  if (cluster?.exitCode === null && cluster.signalCode === null) {
    cluster.kill('SIGINT');
    await ended;
  }
  holder?.close();
  rmSync(folder, { recursive: true, force: true });
});

function linkOf(name: string): URL {
  const found = new RegExp(`${name}\\s+(http[^\\s,]+)`).exec(said)?.[1];
  if (found === undefined) throw new Error(`It names no “${name}”: ${said}`);
  return new URL(found);
}

test('a taken port is passed by, so a second market can stand beside a first one', () => {
  const port = Number(linkOf('The market is open at').port);
  expect(port).toBeGreaterThan(taken);
  expect(said).toContain('on 3 servers');
});

test('the viewer’s page opens through the balancer and is at work', async () => {
  const page = await aPage(browser, phone);
  await page.goto(linkOf('Watch and buy').href);
  // The title comes with the snapshot, which comes through the socket.
  await page
    .getByText(/土豆节|Potato Festival/)
    .first()
    .waitFor();
  await page.context().close();
});

test('[O3] an order through the balancer is placed, and every server knows what became of it', async () => {
  const { origin, pathname } = linkOf('Watch and buy');
  const slug = pathname.slice('/s/'.length);
  const door = openDoor(origin);
  const { token } = await door.post<{ token: string }>('/guest', {}, null);
  const contact = { name: '杨丽华', phone: '+8610099999999', address: '云南省大理州剑川县金华镇' };
  const whole = { ...contact, key: systemIds.next() };
  const { addressId } = await door.post<AddressView>('/me/addresses', whole, token);
  const buyer = watch(origin, slug, token);
  try {
    await until(() => buyer.view().stream?.status === 'LIVE', 10_000);
    const { key, orderId } = await orderOne(buyer, addressId);
    await until(() => buyer.me()?.orders.some((order) => order.orderId === orderId) === true, 10_000);

    const nodes = [...said.matchAll(/node-\d {2}(http:\S+) {2}kill/g)].map(([, url]) => url!);
    expect(nodes.length).toBe(3);
    for (const url of nodes) {
      const there = watch(url, slug, token);
      try {
        await until(() => there.view().stream?.status === 'LIVE', 10_000);
        const status = await there.send('order:status', { key });
        expect(status).toMatchObject({ ok: true, outcome: 'accepted', order: { orderId } });
      } finally {
        there.leave();
      }
    }
  } finally {
    buyer.leave();
  }
});

/** Puts one unit of something that is there into the cart, at the price that is shown, and orders it. */
async function orderOne(buyer: Watcher, addressId: string): Promise<{ key: string; orderId: string }> {
  const answers: unknown[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const view = buyer.view();
    const itemNumber = view.order.find(
      (number) => view.stock[number]?.state === 'IN_STOCK' && !view.flash[number],
    )!;
    const unitPriceMinor = shownPrice(view, itemNumber, buyer.nowMs())!.priceMinor;
    const added = { key: systemIds.next(), itemNumber, units: 1, seenPriceMinor: unitPriceMinor };
    answers.push(await buyer.send('cart:add', added));
    const asked = { lines: [{ itemNumber, units: 1, unitPriceMinor }], addressId };
    const bill = await buyer.send('order:quote', asked);
    const key = systemIds.next();
    const expectTotalMinor = bill?.ok ? bill.totalMinor : 0;
    const answer = await buyer.send('order:place', { ...asked, key, expectTotalMinor, payment: 'sandbox' });
    if (answer?.ok) return { key, orderId: answer.order.orderId };
    answers.push(answer);
    await pause(500);
  }
  throw new Error(`No order was placed: ${JSON.stringify(answers)}`);
}

test('Ctrl-C ends all of it and leaves nothing behind', async () => {
  const family = familyOf(cluster.pid!);
  const programs = family.map(({ args }) => args).join('\n');
  for (const program of ['haproxy', 'redis-server', 'postgres', 'serve']) expect(programs).toContain(program);
  const known = new Set(family.map(({ id }) => id));
  cluster.kill('SIGINT');
  const end = await Promise.race([ended, pause(END_MS).then(() => null)]);
  // Also one that was started after the look, or left by its parent: all but the servers name their folder.
  const left = processes().filter(({ id, args }) => known.has(id) || args.includes(folder));
  expect(left.map(({ args }) => args)).toEqual([]);
  expect(end).toEqual({ code: 0, signal: null });
  expect(readdirSync(folder)).toEqual([]);
  await expect(fetch(linkOf('The market is open at'))).rejects.toThrow();
});

interface Running {
  pid: number;
  parent: number;
  /** With the moment of its start, since a number may be given again. */
  id: string;
  args: string;
}

/** All that run now; one that ended and was not buried yet runs no more. */
function processes(): Running[] {
  const columns = ['pid=', 'ppid=', 'stat=', 'lstart=', 'args='].flatMap((column) => ['-o', column]);
  const lines = execFileSync('ps', ['-A', '-ww', ...columns], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\w+ \w+ +\d+ [\d:]+ \d+)\s+(.*)$/.exec(line);
    if (!found || found[3]!.startsWith('Z')) return [];
    const [, pid, parent, , startedAt, args] = found;
    return [{ pid: Number(pid), parent: Number(parent), id: `${pid} ${startedAt}`, args: args! }];
  });
}

/** A process and all that it started. */
function familyOf(pid: number): Running[] {
  const all = processes();
  const family = all.filter((each) => each.pid === pid);
  // What is added at the end is visited as well.
  for (const one of family) family.push(...all.filter(({ parent }) => parent === one.pid));
  return family;
}
