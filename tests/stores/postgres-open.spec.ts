import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { SCHEMA_VERSION } from '../../server/adapters/sql/migrations/migrations.ts';
import { openPostgres } from '../../server/adapters/sql/postgres/open.ts';
import { StoreOpenError } from '../../server/adapters/sql/store-open-error.ts';
import { FORMAT } from '../../server/lib/format.ts';
import { freePorts, pathOf } from '../../server/tools/lab/cluster/programs.ts';
import { PostgresServer } from '../builders/postgres.ts';
import { aBatch, aHead, aKey, aRefusal, aStock, idOf } from '../builders/store-rows.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let server: PostgresServer;
beforeAll(async () => {
  // What is not synced by its own commit would be by nobody else for a while.
  server = await PostgresServer.start({ wal_writer_delay: '10s' });
});
afterAll(() => server.remove());

const logId = idOf('log');

async function openFailure(url: string): Promise<StoreOpenError> {
  const outcome = await openPostgres({ url }).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(StoreOpenError);
  const refusal = outcome as StoreOpenError;
  expect(refusal.message).not.toContain('\n');
  return refusal;
}

async function warningsOf(url: string): Promise<string[]> {
  const warnings: string[] = [];
  const { close } = await openPostgres({ url, onWarning: (warning) => warnings.push(warning) });
  await close();
  return warnings;
}

test('a store that was closed keeps no program from ending', async () => {
  const script = `
    const { openPostgres } = await import(${JSON.stringify(new URL('../../server/adapters/sql/postgres/open.ts', import.meta.url))});
    await (await openPostgres({ url: ${JSON.stringify(await server.database())} })).close();
  `;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 30_000,
  });
  expect(status).toBe(0);
});

test('[X95] a server that is down, a wrong password and a missing database are refused in one line', async () => {
  const [port] = await freePorts(1);
  expect((await openFailure(`postgres://fairday@127.0.0.1:${port}/market`)).message).toBe(
    `The database server does not answer: ECONNREFUSED (127.0.0.1:${port}/market). Start PostgreSQL, or correct host and port in DATABASE_URL.`,
  );
  await server.ask(`CREATE ROLE shop LOGIN PASSWORD 'right'`);
  for (const secret of [':wrong', '']) {
    const refusal = await openFailure(`postgres://shop${secret}@127.0.0.1:${server.port}/postgres`);
    expect(refusal.message).toBe(
      `The database server refuses this user or password (127.0.0.1:${server.port}/postgres). Correct them in DATABASE_URL.`,
    );
  }
  expect((await openFailure(server.urlOf('nowhere'))).what).toBe('There is no such database');
});

test('[X95] a newer schema, tables of another program, another encoding and a read-only server are refused', async () => {
  const newer = await server.database();
  await (await openPostgres({ url: newer })).close();
  await server.ask(`UPDATE fairday_store SET schema = ${SCHEMA_VERSION + 1}`, newer);
  expect((await openFailure(newer)).what).toContain(`The store has schema ${SCHEMA_VERSION + 1}`);

  const foreign = await server.database();
  await server.ask('CREATE TABLE orders (recipe TEXT)', foreign);
  expect((await openFailure(foreign)).what).toBe('The database has tables of another program');

  await server.ask(`CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0`);
  expect((await openFailure(server.urlOf('latin'))).what).toBe('The database keeps its texts as LATIN1');

  const standing = await server.database();
  await server.ask(
    `ALTER DATABASE ${new URL(standing).pathname.slice(1)} SET default_transaction_read_only = on`,
  );
  expect((await openFailure(standing)).what).toContain('standby');
});

test('a server that says nothing is given up', async () => {
  server.hold(true);
  try {
    const startMs = performance.now();
    expect((await openFailure(server.url)).what).toBe('The database server does not answer');
    expect(performance.now() - startMs).toBeLessThan(8_000);
  } finally {
    server.hold(false);
  }
});

test('several processes may migrate at once, and a second opener finds what the first wrote', async () => {
  const url = await server.database();
  const all = await Promise.all(Array.from({ length: 6 }, () => openPostgres({ url })));
  const steps = Array.from({ length: SCHEMA_VERSION }, (_, step) => ({
    format: FORMAT.log,
    schema: step + 1,
  }));
  expect(await server.ask('SELECT format, schema FROM fairday_store ORDER BY schema', url)).toEqual(steps);
  expect(await all[0]!.store.create(aHead(logId))).toBe(true);
  expect(await all[5]!.store.head(logId)).toEqual(aHead(logId));
  const batch = aBatch(logId, 0);
  expect(await all[1]!.store.append(batch)).toEqual({ kind: 'committed' });
  await Promise.all(all.map(({ close }) => close()));
  await expect(all[0]!.store.head(logId)).rejects.toThrow('closed');
  expect(await all[0]!.store.append(batch)).toMatchObject({ kind: 'failed' });
  const again = await openPostgres({ url });
  expect(await again.store.factsAfter(logId, 0, 10)).toEqual(batch.facts);
  expect(await again.store.append(batch)).toEqual({ kind: 'conflict' });
  await again.close();
});

test('a commit is on disk, whatever the database has as its default', async () => {
  const url = await server.database();
  await server.ask(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`);
  const { store, close } = await openPostgres({ url });
  await store.create(aHead(logId));
  await store.append(aBatch(logId, 0, { facts: 200 }));
  const [wal] = await server.ask<{ unflushed: string }>(
    'SELECT pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn() AS unflushed',
    url,
  );
  // The cut is some 60 kB; what the server itself writes by the way is far less.
  expect(Number(wal?.unflushed)).toBeLessThan(20_000);
  await close();
});

test('a standby that nobody waits for is warned of, and so is a server that does not sync', async () => {
  const url = await server.database();
  expect(await warningsOf(url)).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), 'fairday-standby-'));
  const flags = ['-D', folder, '-h', '127.0.0.1', '-p', String(server.port), '-U', 'fairday', '--no-loop'];
  const standby = spawn(join(dirname(realpathSync(pathOf('initdb'))), 'pg_receivewal'), flags, {
    stdio: 'ignore',
  });
  try {
    let found: string[] = [];
    for (let tries = 0; tries < 50 && found.length === 0; tries += 1) {
      await pause(100);
      found = await warningsOf(url);
    }
    expect(found).toEqual([expect.stringContaining('synchronous_standby_names is empty')]);
  } finally {
    const ended = once(standby, 'exit');
    standby.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
  const careless = await PostgresServer.start({ fsync: 'off' });
  try {
    expect(await warningsOf(await careless.database())).toEqual([expect.stringContaining('fsync = off')]);
  } finally {
    await careless.remove();
  }
});

test('over TLS as well, and with a certificate that nobody vouches for only when that is said', async () => {
  const guarded = await PostgresServer.start();
  try {
    const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(guarded.folder, name));
    const flags = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    spawnSync('openssl', ['req', ...flags, '-keyout', key!, '-out', certificate!]);
    for (const file of [key!, certificate!]) {
      chmodSync(file, 0o600);
      guarded.give(file);
    }
    await guarded.ask(`ALTER SYSTEM SET ssl_key_file = '${key}'`);
    await guarded.ask(`ALTER SYSTEM SET ssl_cert_file = '${certificate}'`);
    await guarded.ask('ALTER SYSTEM SET ssl = on');
    await guarded.stop();
    await guarded.run();
    const url = await guarded.database();
    expect((await openFailure(`${url}?sslmode=verify-full`)).what).toContain('certificate is not trusted');
    const { store, close } = await openPostgres({ url: `${url}?sslmode=no-verify` });
    await store.create(aHead(logId));
    expect(await store.append(aBatch(logId, 0))).toEqual({ kind: 'committed' });
    guarded.hold(true);
    expect(await store.append(aBatch(logId, 1))).toMatchObject({ kind: 'failed', reason: 'other' });
    guarded.hold(false);
    await close();
  } finally {
    await guarded.remove();
  }
});

test('[O3] every acknowledged batch survives SIGKILL of its writer', async () => {
  const url = await server.database();
  const entry = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));
  for (let round = 1; round <= 3; round += 1) {
    const child = spawn(process.execPath, [entry, url, logId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acked = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acked = Number(line);
      if (acked % 50 >= 20 + round * 7) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');

    const { store, close } = await openPostgres({ url });
    const seq = (await store.head(logId))!.seq;
    expect(seq).toBeGreaterThanOrEqual(acked);
    const facts = await store.factsAfter(logId, 0, 10_000);
    expect(facts.map((fact) => fact.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    expect(await store.keysOf(logId)).toHaveLength(seq);
    await close();
  }
});

test('[K1] the schema itself refuses what does not sum', async () => {
  const { store, close } = await openPostgres({ url: await server.database() });
  await store.create(aHead(logId));
  const rows = { stock: [aStock(logId, 1, { available: 11 })] };
  expect(await store.append(aBatch(logId, 0, { rows }))).toMatchObject({
    reason: 'constraint',
    message: expect.stringContaining('k1_stock'),
  });
  await close();
});

test('[K4] the refusal table of a stream is bounded, and known rows go on counting', async () => {
  const url = await server.database();
  const { store, close } = await openPostgres({ url });
  await store.create(aHead(logId));
  const refusals = Array.from({ length: 20_050 }, (_, index) => aRefusal(`buyer ${index}`, 1));
  const batch = aBatch(logId, 0, { facts: 0, refusals });
  expect(await store.append(batch)).toEqual({ kind: 'committed' });
  expect(await store.append(batch)).toEqual({ kind: 'committed' });
  await close();
  const counted =
    'SELECT count(*)::int AS rows, min(count)::int AS least, max(count)::int AS most FROM refusal';
  expect(await server.ask(counted, url)).toEqual([{ rows: 20_000, least: 2, most: 2 }]);
});

test('many keys are read in parts', async () => {
  const { store, close } = await openPostgres({ url: await server.database() });
  await store.create(aHead(logId));
  for (let from = 0; from < 45_000; from += 9_000) {
    const keys = Array.from({ length: 9_000 }, (_, index) =>
      aKey('a', `key ${from + index}`, from + index + 1),
    );
    expect(await store.append(aBatch(logId, from, { facts: 9_000, keys }))).toEqual({ kind: 'committed' });
  }
  expect(new Set(await store.keysOf(logId)).size).toBe(45_000);
  expect(await store.keysOf(logId, 44_998)).toHaveLength(2);
  const facts = await store.factsAfter(logId, 30_000, 20_000);
  expect([facts.length, facts[0]?.seq, facts.at(-1)?.seq]).toEqual([10_000, 30_001, 40_000]);
  await close();
});
