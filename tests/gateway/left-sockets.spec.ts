import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import {
  clearLeftSockets,
  controlPath,
  controlPaths,
  isAnswered,
  openControlSocket,
} from '../../server/control/socket.ts';
import { isMadeUpHere, madeUpNodeId } from '../../server/startup/node-name.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-left-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The socket of a server that is killed: its file stays. */
async function left(node: string): Promise<string> {
  const path = controlPath(folder, node)!;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'left-sockets-child.ts'), path]);
  children.push(child);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
  return path;
}

test('what killed servers of this machine left under made-up names is cleared, and nothing else', async () => {
  const mine = madeUpNodeId();
  const gone = await left(mine);
  const named = await left('node-1');
  const elsewhere = await left(madeUpNodeId('another-machine'));
  const living = controlPath(folder, madeUpNodeId())!;
  const open = await openControlSocket(living, {}, () => {});
  expect(await clearLeftSockets(folder, isMadeUpHere)).toEqual([gone]);
  expect(controlPaths(folder).toSorted()).toEqual([named, elsewhere, living].toSorted());
  expect(await isAnswered(living)).toBe(true);
  expect(await clearLeftSockets(folder, isMadeUpHere)).toEqual([]);
  expect(await clearLeftSockets(join(folder, 'nowhere'), isMadeUpHere)).toEqual([]);
  await open!.close();
});

test('a server that begins to listen while others clear keeps its socket', async () => {
  const node = madeUpNodeId();
  const path = controlPath(folder, node)!;
  // Refuses, as a socket does that is made but not listened at yet.
  writeFileSync(path, '');
  const clearing = clearLeftSockets(folder, isMadeUpHere);
  rmSync(path);
  const open = await openControlSocket(path, {}, () => {});
  expect(await clearing).toEqual([]);
  expect(await isAnswered(path)).toBe(true);
  await open!.close();
});

test('a server without a name is called after its machine, so that it knows its own ones again', () => {
  expect(readConfig({ NODE_ENV: 'test', NODE_ID: 'shop-1' }).node.id).toBe('shop-1');
  const { id } = readConfig({ NODE_ENV: 'test' }).node;
  expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,31}$/);
  expect(isMadeUpHere(id)).toBe(true);
  expect(isMadeUpHere(id, `${hostname().slice(0, 3)}elsewhere`)).toBe(false);
  expect(madeUpNodeId('-Shop_2.market.example')).toMatch(/^shop2-[0-9a-f]{8}$/);
  expect(madeUpNodeId('市集')).toMatch(/^node-[0-9a-f]{8}$/);
  expect(madeUpNodeId('x'.repeat(64))).toMatch(/^x{16}-[0-9a-f]{8}$/);
  expect(basename(controlPath('/data', id)!)).toBe(`control-${id}.sock`);
  for (const other of ['command-0badcafe', 'node-1', '', 'shop-1']) expect(isMadeUpHere(other)).toBe(false);
});
