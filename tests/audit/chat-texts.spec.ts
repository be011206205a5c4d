import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { chatKind } from '../../server/application/chat/log.ts';
import { chatLogOf } from '../../server/chat/chat.ts';
import { CARE_UNDO_MS, CHAT_DAYS } from '../../shared/market/chat/bounds.ts';
import { DAY, HOUR, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import { fairday as runFairday } from './command.ts';
import { SqliteGround } from './sqlite-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MASTER = 'a secret for tests, thirty-two characters or more';
const DELETED = 'Come to the mill behind the bridge and pay less';
const STAYS = 'Do the walnuts keep until the new year?';
const NAME = 'Lan of Weishan';

const ground = new SqliteGround();
let market: AuditMarket;
let stores: Awaited<ReturnType<SqliteGround['open']>>;
let backups: string;
const fairday = (...args: string[]) =>
  runFairday({ DATA_DIR: ground.folder, DATABASE_URL: `sqlite:${ground.file}` }, ...args);

beforeAll(async () => {
  stores = await ground.open();
  market = await AuditMarket.open(stores, { clock: new TestClock(Date.now() - 10 * DAY) });
  accepted(await market.app.application.chats.confirmAnyone(market.host, { key: market.ids.next() }));
  backups = mkdtempSync(join(tmpdir(), 'fairday-chat-copies-'));
});
afterAll(async () => {
  await market.close();
  await stores.close();
  ground.remove();
  rmSync(backups, { recursive: true, force: true });
});

/** All that opens with the market's secret, and with what lies in a file itself. */
function openedIn(file: string): string {
  const secrets = openSecrets({ master: MASTER, country: '86' });
  const db = new Database(file, { readonly: true });
  const rows = db
    .prepare('SELECT k.key, t.sealed FROM personal_text t JOIN personal_text_key k USING (text_id)')
    .all() as { key: string; sealed: string }[];
  db.close();
  return rows.map((row) => Buffer.from(secrets.openText(row) ?? []).toString()).join('\n');
}

/** The bytes of every file of a folder, whatever it is. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

async function writes(actor: HouseBuyer, text: string): Promise<number> {
  const writer = { actor, deviceId: actor.buyerId, takePlace: async () => ({ nextAtMs: 0 }) };
  const request = { key: market.ids.next(), text, name: NAME };
  const { chats } = market.app.application;
  const said = await chats.live(writer, market.streamId, 'chat:post', request, market.clock.steadyMs());
  return (accepted(said) as unknown as { seq: number }).seq;
}

async function textOf(seq: number): Promise<string> {
  const stored = await stores.store.factAt(chatLogOf(market.streamId), seq);
  return (JSON.parse(stored!.body) as { body: { textId: string } }).body.textId;
}

/** What an export has of the chat. */
async function exported(): Promise<string> {
  const pages = await market.app.application.chats.exported(market.streamId);
  const read: unknown[] = [];
  for await (const page of pages!) read.push(...page);
  return JSON.stringify(read);
}

test('a chat that nobody has written in yet is over, as its rules say', async () => {
  await market.app.engines.guest(chatKind).create(chatLogOf(market.streamId));
  expect(await fairday('verify', 'all')).toMatchObject({ code: 0 });
});

test('[N1] whoever has the secret opens a line until it is deleted, and nowhere afterwards, in no copy that is put back', async () => {
  const { chats } = market.app.application;
  const ana = await market.buyer();
  const ben = await market.buyer();
  const [gone, stays] = [await writes(ana, DELETED), await writes(ben, STAYS)];
  expect((await chats.whole(market.streamId))?.view.lines.map(([, name, text]) => [name, text])).toEqual([
    [NAME, DELETED],
    [NAME, STAYS],
  ]);

  // The file and a copy of it open with the secret; neither has a word of it in the clear, and the log never had it.
  expect((await fairday('backup', '--to', backups)).code).toBe(0);
  const copy = readdirSync(backups).find((name) => name.startsWith('fairday-'))!;
  const copied = join(backups, copy, 'fairday.db');
  for (const file of [ground.file, copied]) {
    for (const word of [DELETED, STAYS, NAME]) expect(openedIn(file)).toContain(word);
  }
  for (const word of [DELETED, STAYS]) expect(await exported()).toContain(word);
  for (const folder of [ground.folder, join(backups, copy)]) {
    for (const word of [DELETED, STAYS, NAME]) expect(bytesOf(folder)).not.toContain(word);
  }
  const facts = JSON.stringify(await stores.store.factsAfter(chatLogOf(market.streamId), 0, 10_000));
  for (const person of [ana, ben]) expect(facts).not.toContain(person.buyerId);

  // Deleted, it is on no screen; once that cannot be undone, it is in no page of the file, and who wrote it is not either.
  const [textId, otherId] = [await textOf(gone), await textOf(stays)];
  const [row] = await stores.directory.texts([textId]);
  const request = { key: market.ids.next(), seq: gone };
  accepted(
    await chats.console(market.host, market.streamId, 'chat:delete', request, market.clock.steadyMs()),
  );
  expect((await chats.whole(market.streamId))?.view.lines.map(([place]) => place)).toEqual([stays]);
  expect(await stores.directory.texts([textId])).toHaveLength(1);
  // An export has it no more from its deletion on, and never had a name.
  const told = await exported();
  expect(told).toContain(STAYS);
  for (const word of [DELETED, NAME, ana.buyerId, ben.buyerId]) expect(told).not.toContain(word);
  await market.passes(CARE_UNDO_MS + 1);
  await vi.waitFor(async () => expect(await stores.directory.texts([textId])).toEqual([]), 10_000);
  await market.passes(11 * MINUTE);
  await vi.waitFor(
    () => {
      const left = bytesOf(ground.folder);
      for (const part of [row!.key, row!.sealed]) expect(left.includes(part)).toBe(false);
    },
    { timeout: 10_000 },
  );
  expect(openedIn(ground.file)).not.toContain(DELETED);
  expect(openedIn(ground.file)).toContain(STAYS);

  // The older copy still has it; put back, it has it no more.
  expect(openedIn(copied)).toContain(DELETED);
  expect((await fairday('backup', '--to', backups)).code).toBe(0);
  const elsewhere = mkdtempSync(join(tmpdir(), 'fairday-elsewhere-'));
  const restored = await runFairday(
    { DATA_DIR: elsewhere, DATABASE_URL: `sqlite:${join(elsewhere, 'fairday.db')}` },
    'restore',
    join(backups, copy),
    '--yes',
  );
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(openedIn(join(elsewhere, 'fairday.db'))).not.toContain(DELETED);
  expect(openedIn(join(elsewhere, 'fairday.db'))).toContain(STAYS);
  for (const part of [row!.key, row!.sealed]) expect(bytesOf(elsewhere)).not.toContain(part);
  rmSync(elsewhere, { recursive: true, force: true });

  // An answered question is kept without a name and an owner; both go with the days after the close, and not before.
  const asked = { key: market.ids.next(), seq: stays, itemNumber: 1 };
  const at = market.clock.steadyMs();
  accepted(await chats.console(market.host, market.streamId, 'chat:question', asked, at));
  const answer = { key: market.ids.next(), seq: stays, text: 'Until spring, in a cool place.' };
  accepted(await chats.console(market.host, market.streamId, 'chat:answer', answer, at));
  const answers = [{ item: 1, question: STAYS, answer: 'Until spring, in a cool place.' }];
  expect(await chats.answered(market.streamId)).toMatchObject(answers);
  await market.passes(5 * DAY);
  await market.adds(5, 1_000);
  accepted(await market.floor('stream:go-live', {}));
  accepted(await market.floor('stream:end', {}));
  await market.passes(HOUR);
  await market.passes(CHAT_DAYS * DAY - MINUTE);
  expect(await stores.directory.texts([otherId])).toHaveLength(1);
  expect(await chats.answered(market.streamId)).toMatchObject(answers);
  await market.passes(12 * MINUTE);
  // A look that was still going on sets the time of the next one when it ends.
  await vi.waitFor(async () => {
    await market.passes(MINUTE);
    expect(await stores.directory.texts([otherId])).toEqual([]);
  }, 10_000);
  for (const word of [STAYS, NAME]) expect(openedIn(ground.file)).not.toContain(word);
  await market.passes(MINUTE);
  expect(await chats.answered(market.streamId)).toEqual([]);
  expect(await exported()).toBe('[]');
});
