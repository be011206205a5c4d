import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fairday } from '../audit/command.ts';
import { Crowd, pause } from './crowd.ts';
import { fileGround } from './ground.ts';
import { ServerProcess } from './server-process.ts';

/** The files are looked after each five seconds; a busy machine gets twice as long. */
const TOLD_MS = 12_000;
const SHELL = '/usr/bin/sqlite3';
/** Where Linux shows the files that a process has open, also those without a name. */
const OPEN_FILES = '/proc/self/fd';

let ground: ReturnType<typeof fileGround>;
let server: ServerProcess;
let crowd: Crowd;

beforeEach(async () => {
  ground = fileGround();
  server = new ServerProcess(ground.environment);
  crowd = await Crowd.open(ground);
  await server.start();
  crowd.connect(() => server.port);
  crowd.start();
  await crowd.orders(20);
});
afterEach(async () => {
  crowd.disconnect();
  await server.kill();
  await ground.close();
});

/** Somebody has the file open, and keeps it open. */
async function keepsReading(): Promise<ChildProcess> {
  const reader = spawn(SHELL, [ground.file], { stdio: ['pipe', 'pipe', 'inherit'] });
  reader.stdin.write('SELECT count(*) FROM orders;\n');
  await once(reader.stdout, 'data');
  return reader;
}

/** Waits until the server has said which of its files it lost. */
async function isTold(files: string): Promise<void> {
  const said = () => server.faults.some((line) => line.includes(`"code":"FILES_LOST","files":[${files}]`));
  for (const end = Date.now() + TOLD_MS; !said(); await pause(100)) {
    expect(Date.now(), `nobody says that ${files} was lost`).toBeLessThan(end);
  }
}

/** What alarms and the status page go by. */
async function isCounted(files: number): Promise<void> {
  const told = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
  expect(told).toContain('\nfairday_faults_total{context="store files"} 1\n');
  expect(told).toContain(`\nfairday_store_files_lost ${files}\n`);
}

/** What a process has open. It may still close a connection: the signal that halts it reaches its threads one by one. */
function openFilesOf(folder: string): { fd: string; name: string }[] {
  return readdirSync(folder).flatMap((name) => {
    const fd = join(folder, name);
    try {
      return [{ fd, name: readlinkSync(fd) }];
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
      return [];
    }
  });
}

async function goesOn(downFrom: number): Promise<void> {
  crowd.disconnect();
  await server.start();
  crowd.connect(() => server.port);
  crowd.downs.push([downFrom, Date.now()]);
  await crowd.orders(20);
  await crowd.endsWell(`seed ${crowd.seed}`);
  expect(await fairday(ground.environment, 'verify', 'all')).toMatchObject({ code: 0 });
}

test('[C45] the log is deleted under the server: it says so, and a stop and a start keep every order', async () => {
  const reader = await keepsReading();
  for (const end of ['-wal', '-shm']) rmSync(ground.file + end);
  await crowd.orders(20);
  await isTold('"wal","shm"');
  await isCounted(2);
  const downFrom = Date.now();
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  // At its own end it would fold what it knows of the log.
  reader.kill('SIGKILL');
  await once(reader, 'exit');
  await goesOn(downFrom);
}, 120_000);

test.skipIf(!existsSync(OPEN_FILES))(
  '[C45] the database is deleted under the server: it says so, and its open files are rescued as the manual says',
  async () => {
    rmSync(ground.file);
    await crowd.orders(20);
    await isTold('"database"');
    await isCounted(1);
    server.halt('SIGSTOP');
    const downFrom = Date.now();
    const rescue = join(ground.folder, 'rescue');
    mkdirSync(rescue);
    const open = openFilesOf(`/proc/${server.pid}/fd`);
    for (const end of ['', '-wal']) {
      const { fd } = open.find(({ name }) => name.replace(' (deleted)', '') === ground.file + end)!;
      copyFileSync(fd, join(rescue, `market.db${end}`));
    }
    await server.kill();
    rmSync(`${ground.file}-shm`);
    for (const end of ['', '-wal']) renameSync(join(rescue, `market.db${end}`), ground.file + end);
    await goesOn(downFrom);
  },
  120_000,
);
