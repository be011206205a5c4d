import { spawn } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askControl, controlPath, controlPaths, isAnswered } from '../../server/control/socket.ts';
import { fairday as run } from '../audit/command.ts';
import { fileGround } from '../crash/ground.ts';
import { programOf, ServerProcess } from '../crash/server-process.ts';

const EMAIL = 'li@market.example';
const root = join(import.meta.dirname, '../..');

let ground: ReturnType<typeof fileGround>;
let server: ServerProcess;

beforeEach(() => {
  ground = fileGround();
  server = new ServerProcess(ground.environment);
});
afterEach(async () => {
  await server.kill();
  await ground.close();
});

const fairday = (...args: string[]) => run(ground.environment, ...args);
const socketFile = () => controlPath(ground.folder, null)!;

/** Sets a password as somebody at a shell would, from standard input. */
async function setsPassword(password: string): Promise<{ code: number | null; err: string }> {
  const args = [...programOf('server', 'cli'), 'user', 'password', EMAIL];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...ground.environment },
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdin.end(`${password}\n`);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, err };
}

async function signsIn(password: string): Promise<number> {
  const origin = `http://127.0.0.1:${server.port}`;
  const response = await fetch(`${origin}/api/v1/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password }),
  });
  return response.status;
}

test('the command line works on a market that is open, and its server does it', async () => {
  await server.start();
  expect(statSync(socketFile()).mode & 0o777).toBe(0o600);
  expect(await fairday('user', 'add', EMAIL, '--name', 'Li Wei', '--role', 'operator')).toMatchObject({
    code: 0,
    out: expect.stringContaining('/sign-in/link#'),
  });
  expect((await fairday('user', 'add', EMAIL, '--name', 'Li', '--role', 'host')).err).toMatch(
    /is a member of staff already/,
  );
  expect((await fairday('user', 'add', 'x@y.example', '--name', 'X', '--role', 'boss')).err).toContain(
    '--role is one of operator, host,',
  );
  expect((await fairday('user', 'list')).out).toBe(`${EMAIL}  Li Wei  operator  signed in on 0 devices\n`);
  expect((await fairday('user', 'link', EMAIL)).out).toContain('/sign-in/link#');
  expect((await fairday('user', 'link', 'nobody@market.example')).err).toMatch(/is no member of staff/);

  expect((await setsPassword('short')).err).toMatch(/10 to 200 characters/);
  expect((await setsPassword('river stone lantern')).code).toBe(0);
  expect(await signsIn('river stone lantern')).toBe(200);
  expect(JSON.parse((await fairday('user', 'list', '--json')).out).users[0].sessions).toBe(1);
  expect((await setsPassword('another river stone')).code).toBe(0);
  expect(await signsIn('river stone lantern')).toBe(401);
  expect((await fairday('user', 'off', EMAIL)).err).toMatch(/is the last operator/);

  const done = new Database(ground.file, { readonly: true });
  const history = done.prepare('SELECT what FROM staff_change ORDER BY at_ms, change_id').pluck().all();
  done.close();
  expect(history).toEqual(['invited', 'link', 'password', 'password']);

  const other = 'mei@market.example';
  await fairday('user', 'add', other, '--name', 'Mei', '--role', 'operator');
  expect((await fairday('user', 'off', EMAIL)).code).toBe(0);
  expect(await signsIn('another river stone')).toBe(401);
  expect((await fairday('user', 'link', EMAIL)).err).toMatch(/is switched off/);
  expect((await fairday('user', 'on', EMAIL)).code).toBe(0);
  expect(await signsIn('another river stone')).toBe(200);
}, 120_000);

test('goods are imported into a market that is open', async () => {
  const file = join(ground.folder, 'goods.csv');
  // Every field that a file may have reaches the server.
  writeFileSync(
    file,
    [
      'name,producer,price,units,name_en,producer_en,origin_en,description,description_en,more_pictures,tags',
      '红土豆,沙溪,29.90,40,Red potatoes,Shaxi farm,Jianchuan,软糯,Floury,https://a.example/1.jpg,"roots, red"',
    ].join('\n'),
  );
  await server.start();
  const imported = await fairday('import', file, '--currency', 'CNY', '--json');
  expect(JSON.parse(imported.out)).toMatchObject({ ok: true, goods: 1, isRepeat: false });
  const again = await fairday('import', file, '--currency', 'CNY', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ ok: true, isRepeat: true });
}, 60_000);

test('status says what is open, drain ends it as SIGTERM does, and then nobody is there', async () => {
  await server.start();
  const told = JSON.parse((await fairday('status', '--json')).out);
  expect(told.servers).toMatchObject([{ pid: server.pid, node: null, viewers: 0, isStopping: false }]);
  expect((await fairday('drain')).code).toBe(0);
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(existsSync(socketFile())).toBe(false);
  expect(await fairday('status')).toMatchObject({ code: 1, out: 'No server is here.\n' });
  expect((await fairday('drain')).err).toMatch(/No such server is here/);
}, 60_000);

test('what a killed server leaves is nobody’s door: the command line does it itself, and the next server clears it', async () => {
  await server.start();
  await server.kill();
  expect(existsSync(socketFile())).toBe(true);
  expect(await isAnswered(socketFile())).toBe(false);
  expect((await fairday('user', 'add', EMAIL, '--name', 'Li', '--role', 'operator')).code).toBe(0);
  await server.start();
  expect(await isAnswered(socketFile())).toBe(true);
  expect((await fairday('user', 'list')).out).toContain(EMAIL);
}, 60_000);

test('two servers of one folder have a door each, and the command line tells them apart', () => {
  expect(controlPath('/data', 'node-1')).not.toBe(controlPath('/data', 'node-2'));
  expect(controlPath(`/${'x'.repeat(120)}`, null)).toBeNull();
  writeFileSync(join(ground.folder, 'control-node-1.sock'), '');
  writeFileSync(join(ground.folder, 'control-node-2.sock'), '');
  expect(controlPaths(ground.folder)).toHaveLength(2);
  expect(controlPaths(join(ground.folder, 'nowhere'))).toEqual([]);
});

test('what is no command of a server is answered with one sentence, and what says too much is cut', async () => {
  await server.start();
  await expect(askControl(socketFile(), 'constructor', {})).rejects.toThrow(/does not know that command/);
  const user = { email: EMAIL, name: 'Li', role: 'operator', password: null, producer: null };
  for (const [method, args, field] of [
    ['addUser', { ...user, email: 7 }, 'email'],
    ['addUser', { ...user, role: 'boss' }, 'role'],
    ['addUser', { ...user, isOwner: true }, 'isOwner'],
    ['setPassword', { email: EMAIL, password: 'short' }, 'password'],
    ['switchUser', { email: EMAIL, isOn: 'no' }, 'isOn'],
    ['importGoods', { reading: { ok: true, goods: [{ row: 2, good: { name: 7 } }] } }, 'reading'],
    ['status', { all: true }, 'all'],
  ] as const) {
    const asked = askControl(socketFile(), method, args);
    await expect(asked, method).rejects.toThrow(new RegExp(`cannot read “${field}`));
    await expect(asked, method).rejects.not.toThrow(/short|boss/);
  }
  expect((await fairday('user', 'list')).out).toBe(
    'Nobody works here yet: fairday user add lets somebody in.\n',
  );
  expect(await isAnswered(socketFile())).toBe(true);
  // Somebody else's socket that answers nothing is said to have ended.
  const mute = join(ground.folder, 'mute.sock');
  const listener = createServer((socket) => socket.resume().end());
  await new Promise<void>((resolve) => listener.listen(mute, resolve));
  await expect(askControl(mute, 'status', {})).rejects.toThrow(/ended before it answered/);
  await new Promise((resolve) => listener.close(resolve));
}, 60_000);
