import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { MAX_CHAT_TEXT } from '../../shared/market/chat/bounds.ts';
import type { ChatChange, ChatLine } from '../../shared/market/chat/contract.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { type Databases, someDatabases } from '../builders/postgres.ts';
import { aTarget, send, type Target } from './target.ts';

const TABS = 4;
/** A connection has thirty commands a second of its own: the flood stays below it. */
const PAUSE_MS = 40;

const posts = (socket: Socket, text: string, more: object = {}) =>
  send<{ seq: number; nextAtMs: number }>(socket, 'chat:post', { key: systemIds.next(), text, ...more });

/** Every line that a screen is sent. */
function linesOf(socket: Socket): ChatLine[] {
  const lines: ChatLine[] = [];
  socket.on('chat:d', (_history: string, _to: number, { lines: some = [] }: ChatChange) =>
    lines.push(...some),
  );
  return lines;
}

/** With the lines of its flood: the one store is flooded for long, the other so that it is told to be slow. */
const STORES = [
  { store: 'SQLite', lines: 400 },
  { store: 'PostgreSQL', lines: 80 },
];

describe.each(STORES)('a chat, from outside, over $store', ({ store, lines: floodLines }) => {
  let databases: Databases | null = null;
  let target: Target;
  let stream: Awaited<ReturnType<Target['liveStream']>>;
  beforeAll(async () => {
    // In Hong Kong, where no operator has to confirm that anyone may write (N2).
    databases = store === 'PostgreSQL' ? await someDatabases() : null;
    target = await aTarget({
      COUNTRY_CODE: '852',
      ...(databases && { DATABASE_URL: await databases.database() }),
    });
    stream = await target.liveStream([50]);
  });
  afterAll(async () => {
    await target.close();
    await databases?.remove();
  });

  it('takes of one device what one person says, however many tabs it has, and hears the others meanwhile', async () => {
    const { token } = await target.guest();
    const tabs = await Promise.all(Array.from({ length: TABS }, () => target.viewer(stream.slug, token)));
    const other = await target.viewer(stream.slug, (await target.guest()).token);
    const outcomes: Record<string, number> = {};
    const startMs = performance.now();
    const flood = tabs.map(async (tab, index) => {
      const answers: Promise<void>[] = [];
      for (let line = 0; line < floodLines / TABS; line += 1) {
        const text = `Buy at ${systemIds.next()}`;
        answers.push(
          posts(tab, text).then((ack) => {
            const outcome = ack.ok ? 'done' : ack.code;
            outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
          }),
        );
        if (index === 0 && line === floodLines / TABS / 2) {
          expect(await posts(other, 'Does the honey keep?')).toMatchObject({ ok: true });
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      await Promise.all(answers);
    });
    await Promise.all(flood);
    const { done = 0, CHAT_SLOW = 0 } = outcomes;
    expect(done).toBeGreaterThanOrEqual(1);
    expect(done).toBeLessThanOrEqual(3 + (performance.now() - startMs) / 2_000);
    expect(done + CHAT_SLOW).toBe(floodLines);
  });

  it('says what was typed and no more: markup is text, and nobody is called like the house', async () => {
    const [writer, reader] = await Promise.all(
      [0, 1].map(async () => target.viewer(stream.slug, (await target.guest()).token)),
    );
    const lines = linesOf(reader!);
    const markup = '<img src=x onerror=alert(1)> [a](javascript:1)';
    expect(await posts(writer!, markup, { name: 'Lin' })).toMatchObject({ ok: true });
    await expect
      .poll(() => lines.map(([, name, text]) => [name, text]), { timeout: 5_000 })
      .toContainEqual(['Lin', markup]);
    for (const name of ['Host', 'H0st', 'Ноst', '主播', '官方', '客 服', '13800138000']) {
      const stranger = await target.viewer(stream.slug, (await target.guest()).token);
      expect([name, await posts(stranger, `I am ${name}`, { name })]).toMatchObject([
        name,
        { code: 'CHAT_NAME' },
      ]);
    }
    // A mark that only the server gives is no field of what a viewer sends.
    expect(await posts(writer!, 'Free shipping', { mark: { by: 'host' } })).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'mark',
    });
  });

  it('takes a line of its bound and no longer one, whatever it is made of, and hangs up on what no page could send', async () => {
    const [writer, reader] = await Promise.all(
      [0, 1].map(async () => target.viewer(stream.slug, (await target.guest()).token)),
    );
    const lines = linesOf(reader!);
    const tooLong = {
      'one character more': 'a'.repeat(MAX_CHAT_TEXT + 1),
      'of three bytes each': '饭'.repeat(MAX_CHAT_TEXT + 1),
      'pairs of four bytes': '🥔'.repeat(MAX_CHAT_TEXT / 2 + 1),
      // What is compatible is longer: eighteen characters for one.
      'signs that stand for sentences': '\uFDFA'.repeat(MAX_CHAT_TEXT),
      'ten thousand': 'a'.repeat(10_000),
    };
    for (const [what, text] of Object.entries(tooLong)) {
      const refusal = { ok: false, code: 'BAD_REQUEST', field: 'text' };
      expect([what, await posts(writer!, text)]).toMatchObject([what, refusal]);
    }
    // None of them took its writer's place, and four bytes a character are no more than a character.
    const whole = '🥔'.repeat(MAX_CHAT_TEXT / 2);
    expect(await posts(writer!, whole)).toMatchObject({ ok: true });
    await expect.poll(() => lines.map(([, , text]) => text), { timeout: 5_000 }).toContain(whole);
    const cut = new Promise((resolve) => writer!.once('disconnect', resolve));
    writer!.emit('chat:post', { key: systemIds.next(), text: 'a'.repeat(20_000) });
    await cut;
    expect(await posts(reader!, 'Is anybody here?')).toMatchObject({ ok: true });
  });

  it('has no line of another stream, and no care for those who may not', async () => {
    const elsewhere = await target.liveStream([5]);
    const writer = await target.viewer(stream.slug, (await target.guest()).token);
    const said = await posts(writer, 'Which box is the lightest?');
    if (!said.ok) throw new Error(said.code);
    const stranger = await target.viewer(elsewhere.slug, (await target.guest()).token);
    const report = { key: systemIds.next(), seq: said.seq, reason: 'spam' };
    expect(await send(stranger, 'chat:report', report)).toMatchObject({ code: 'CHAT_GONE' });
    for (const command of ['chat:delete', 'chat:silence', 'chat:say', 'chat:set']) {
      const ack = await send(stranger, command, { key: systemIds.next(), seq: said.seq });
      expect([command, ack]).toMatchObject([command, { code: 'BAD_REQUEST', field: 'event' }]);
    }
    const { cookie } = await target.signIn(target.addStaff('host'));
    const console = await target.connect('console', { cookie });
    const hello = { protocol: PROTOCOL_VERSION, slug: stream.slug };
    expect(await send(console, 'hello', hello)).toMatchObject({ code: 'NOT_FOUND' });
    const act = { key: systemIds.next(), seq: said.seq };
    expect(await send(console, 'chat:delete', act)).toMatchObject({ code: 'BAD_REQUEST', field: 'hello' });
  });

  it('hears nobody who was silenced in another tab, and sells to them all the same', async () => {
    // In the one that was flooded everybody's pause may be a minute by now.
    const calm = await target.liveStream([5]);
    const { token } = await target.guest();
    const writer = await target.viewer(calm.slug, token);
    const said = await posts(writer, 'Everything here is fake');
    if (!said.ok) throw new Error(said.code);
    const act = { seq: said.seq, minutes: 60, scope: 'stream', reason: 'insult' };
    await calm.hostDoes('chat:silence', act);
    const tab = await target.viewer(calm.slug, token);
    await new Promise((resolve) => setTimeout(resolve, said.nextAtMs + 100 - Date.now()));
    expect(await posts(tab, 'I said it is fake')).toMatchObject({ code: 'CHAT_SILENCED', reason: 'insult' });
    const add = { key: systemIds.next(), itemNumber: 1, units: 1, seenPriceMinor: 2_990 };
    expect(await send(tab, 'cart:add', add)).toMatchObject({ ok: true });
  });

  it('hears nobody who was banned or muted in another stream of theirs, or as the guest of another device', async () => {
    const [home, elsewhere] = [await target.liveStream([5]), await target.liveStream([5])];
    const as = ({ token }: { token: string }) => ({ headers: { authorization: `Bearer ${token}` } });
    for (const scope of ['all', 'stream'] as const) {
      const [silenced, other] = [await target.guest(), await target.guest()];
      const tries = async (slug: string, { token }: { token: string }) =>
        posts(await target.viewer(slug, token), `Cheaper from me: ${systemIds.next()}`);
      const said = await tries(home.slug, silenced);
      if (!said.ok) throw new Error(said.code);
      const act = { seq: said.seq, minutes: null, scope, reason: 'fraud' };
      await home.hostDoes('chat:silence', act);
      // Their device takes the name of one that nobody has heard of.
      const made = await target.ask('POST', '/me/device-code', as(other));
      const { code } = made.body as { code: string };
      const merged = await target.ask('POST', '/me/merge', { ...as(silenced), body: { code } });
      expect(merged.status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, said.nextAtMs + 100 - Date.now()));
      expect(await tries(home.slug, other)).toMatchObject({ code: 'CHAT_SILENCED', untilMs: null });
      const there = await tries(elsewhere.slug, other);
      expect(there).toMatchObject(scope === 'all' ? { code: 'CHAT_SILENCED' } : { ok: true });
    }
  });
});
