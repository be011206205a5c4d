import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { expect, test, vi } from 'vitest';
import type { ChatMarket } from './market.ts';

/** What of a chat leaves the market as a file. */
export function exportTests(market: ChatMarket): void {
  const { ask, guest, key, moderates, posts, watches } = market;

  async function file(format: string): Promise<Response> {
    const headers = { cookie: market.host.cookie, origin: market.url };
    const answer = await fetch(`${market.url}/api/v1/insights/${market.slug}/export/chat.${format}`, {
      headers,
    });
    expect(answer.status).toBe(200);
    return answer;
  }

  test('[N8] an export has the chat in the order of its log, without names and without what was deleted', async () => {
    const [someone, other] = [await guest(), await guest()];
    const [ana, ben, house] = [
      await watches(0, someone.token),
      await watches(market.nodes - 1, other.token),
      await moderates(),
    ];
    const name = 'Azhen of Xizhou';
    const line = await posts(ana, 'It rained on the pears all week', { name });
    const asked = await ask(ben.socket, 'chat:ask', { key: key(), itemNumber: 7, text: 'Are 7 washed?' });
    const made = await posts(ben, 'Which of them are sweet?');
    await ask(house.socket, 'chat:question', { key: key(), seq: made.seq, itemNumber: 8 });
    await vi.waitFor(() => expect(house.lines.has(made.seq)).toBe(true), 5_000);
    await ask(house.socket, 'chat:answer', { key: key(), seq: asked.seq, text: 'Twice, and dried.' });
    const said = await ask(house.socket, 'chat:say', { key: key(), text: 'We go on at eight.' });
    const deleted = 'Find me at the other bridge instead';
    const gone = await posts(ana, deleted, { name });
    for (const each of [line, asked, made, said, gone]) expect(each).toMatchObject({ ok: true });
    expect(await ask(house.socket, 'chat:delete', { key: key(), seq: gone.seq })).toMatchObject({ ok: true });

    const csv = await (await file('csv')).text();
    const ndjson = await (await file('ndjson')).text();
    const parquet = await (await file('parquet')).arrayBuffer();
    const all = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
    const rows = all.filter(({ place }) => Number(place) >= line.seq);
    expect(rows.map(({ what, item_number, answers, text }) => [what, item_number, answers, text])).toEqual([
      ['line', '', '', 'It rained on the pears all week'],
      ['question', '7', '', 'Are 7 washed?'],
      ['question', '8', '', 'Which of them are sweet?'],
      ['answer', '7', String(asked.seq), 'Twice, and dried.'],
      ['house', '', '', 'We go on at eight.'],
    ]);
    const places = all.map(({ place }) => Number(place));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(all.every(({ at }) => new Date(at!).toISOString() === at)).toBe(true);
    // Each format says the same.
    const lines = ndjson
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each) as Record<string, unknown>);
    expect(lines.map(({ place, text }) => [place, text])).toEqual(
      all.map(({ place, text }) => [Number(place), text]),
    );
    const stored = await parquetReadObjects({ file: parquet });
    expect(stored.map(({ place, text }) => [Number(place), text])).toEqual(
      lines.map(({ place, text }) => [place, text]),
    );
    // Whoever wrote: no name, no id, no tag, in no column.
    const facts = await market.stores.store.factsAfter(`chat:${market.streamId}`, 0, 10_000);
    const tags = facts.flatMap(({ body }) => {
      const { who, device, textId } = (JSON.parse(body) as { body: Record<string, string> }).body;
      return [who, device, textId].filter((each): each is string => !!each);
    });
    expect(tags.length).toBeGreaterThan(20);
    const parquetText = Buffer.from(parquet).toString();
    const secrets = [
      deleted,
      name,
      'Lin of Weishan',
      'Yang',
      someone.buyerId,
      other.buyerId,
      ...new Set(tags),
    ];
    for (const told of [
      csv,
      ndjson,
      parquetText,
      JSON.stringify(stored, (_, each) => (typeof each === 'bigint' ? Number(each) : each)),
    ]) {
      expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
    }
  });
}
