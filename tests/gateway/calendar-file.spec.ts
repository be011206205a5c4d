import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import { calendarFile } from '../../server/gateway/http/streams/calendar-file.ts';
import { serveCalendarFiles } from '../../server/gateway/http/streams/calendar-route.ts';
import { type Limits, usualLimits } from '../../server/ports/limits.ts';
import type { StreamRow } from '../../server/ports/rows.ts';
import { aStream, EIGHT, idOf } from '../builders/store-rows.ts';

const HOUR = 3_600_000;
const PLANNED = aStream(idOf('planned'), {
  slug: 'potato-day',
  title: '土豆日',
  titleEn: 'Potato day',
  status: 'SCHEDULED',
  liveStartMs: null,
  scheduledAtMs: EIGHT,
});

interface Component {
  name: string;
  properties: Map<string, string>;
  inside: Component[];
}

/** Reads a file by RFC 5545: unfolds lines, nests components; texts keep their escapes. Throws where it is no such file. */
function parsed(file: string): Component {
  if (!file.endsWith('\r\n') || /(?<!\r)\n|\r(?!\n)/.test(file)) throw new Error('Lines end with CRLF.');
  for (const line of file.split('\r\n')) {
    if (Buffer.byteLength(line) > 75) throw new Error(`Too long: ${line}`);
    if (line.includes('\ufffd')) throw new Error('A character was cut.');
  }
  const open: Component[] = [];
  let root: Component | null = null;
  for (const line of file.replace(/\r\n /g, '').trimEnd().split('\r\n')) {
    const [, name = '', value = ''] = /^([A-Z-]+):(.*)$/s.exec(line) ?? [];
    if (name === '') throw new Error(`No property: ${line}`);
    if (name === 'BEGIN') {
      const component: Component = { name: value, properties: new Map(), inside: [] };
      open.at(-1)?.inside.push(component);
      root ??= component;
      open.push(component);
    } else if (name === 'END') {
      if (open.pop()?.name !== value) throw new Error(`${value} ends where it did not begin.`);
    } else {
      if (open.at(-1)!.properties.has(name)) throw new Error(`${name} stands twice.`);
      open.at(-1)!.properties.set(name, value);
    }
  }
  if (!root || open.length > 0) throw new Error('It does not end.');
  return root;
}

const textOf = (value = '') => value.replace(/\\n/g, '\n').replace(/\\([\\;,])/g, '$1');

let close = () => {};
afterEach(() => close());

/** Serves the calendar files of a market with one stream, which may change. */
async function served(stream: StreamRow, limits: Partial<Limits> = {}) {
  const market = { stream, nowMs: EIGHT - 24 * HOUR, reads: 0 };
  const app = express();
  serveCalendarFiles(app, {
    config: { publicOrigin: 'https://market.example', limits: { ...usualLimits, ...limits } },
    readers: {
      streamBySlug: async (slug) => {
        market.reads += 1;
        return slug === market.stream.slug ? market.stream : null;
      },
    },
    clock: { nowMs: () => market.nowMs, at: () => () => {} },
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  close = () => server.close();
  const { port } = server.address() as AddressInfo;
  const get = (path = '/s/potato-day.ics') => fetch(`http://127.0.0.1:${port}${path}`);
  const event = async (path?: string) => parsed(await (await get(path)).text()).inside[0]!;
  return { market, get, event };
}

describe('[S8] the calendar file of a stream', () => {
  test('is an event that any calendar reads, with a reminder and the address of the stream', async () => {
    const { get, event } = await served(PLANNED);
    const answer = await get();
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('potato-day.ics');
    const calendar = parsed(await answer.text());
    expect(calendar.name).toBe('VCALENDAR');
    expect(calendar.properties.get('VERSION')).toBe('2.0');
    expect(calendar.properties.get('PRODID')).toBeTruthy();
    const { properties, inside, name } = await event();
    expect(name).toBe('VEVENT');
    expect(Object.fromEntries(properties)).toMatchObject({
      UID: `${PLANNED.streamId}@fairday`,
      SEQUENCE: '0',
      DTSTAMP: '20261110T120000Z',
      DTSTART: '20261111T120000Z',
      DTEND: '20261111T130000Z',
      SUMMARY: '土豆日',
      STATUS: 'CONFIRMED',
      URL: 'https://market.example/s/potato-day',
    });
    expect(inside.map((each) => each.name)).toEqual(['VALARM']);
    expect(Object.fromEntries(inside[0]!.properties)).toMatchObject({ ACTION: 'DISPLAY', TRIGGER: '-PT10M' });
  });

  test('follows an edit under the same UID and a higher SEQUENCE; who reads English gets English', async () => {
    const { market, event } = await served(PLANNED);
    const first = (await event()).properties;
    market.stream = {
      ...PLANNED,
      ...{ title: '秋收', titleEn: 'Harvest', description: '新米', descriptionEn: 'New rice', pageSeq: 17 },
      scheduledAtMs: EIGHT + HOUR,
    };
    expect((await event()).properties.get('SUMMARY')).toBe('土豆日');
    market.nowMs += 10_000;
    const next = (await event()).properties;
    expect(next.get('UID')).toBe(first.get('UID'));
    expect(Number(next.get('SEQUENCE'))).toBeGreaterThan(Number(first.get('SEQUENCE')));
    expect([next.get('SUMMARY'), next.get('DTSTART')]).toEqual(['秋收', '20261111T130000Z']);
    const english = (await event('/s/potato-day.ics?lang=en')).properties;
    expect(english.get('SUMMARY')).toBe('Harvest');
    expect(textOf(english.get('DESCRIPTION'))).toBe('New rice\n\nhttps://market.example/s/potato-day');
  });

  test('says that the stream was cancelled, above the last edit, and rings no more', async () => {
    const { event } = await served({ ...PLANNED, status: 'CANCELLED', pageSeq: 17 });
    const { properties, inside } = await event();
    expect(properties.get('STATUS')).toBe('CANCELLED');
    expect(properties.get('SEQUENCE')).toBe('18');
    expect(inside).toEqual([]);
  });

  test('of one that is over has the times at which it was on', async () => {
    const was = { liveStartMs: EIGHT + 300_000, endedAtMs: EIGHT + 2 * HOUR, status: 'CLOSED' as const };
    const { event } = await served({ ...PLANNED, ...was });
    const { properties } = await event();
    expect([properties.get('DTSTART'), properties.get('DTEND')]).toEqual([
      '20261111T120500Z',
      '20261111T140000Z',
    ]);
  });

  test('a rehearsal has none, and no stream neither', async () => {
    const { market, get } = await served({ ...PLANNED, rehearsalOf: idOf('another') });
    expect((await get()).status).toBe(404);
    market.stream = { ...PLANNED, slug: 'b', status: 'REHEARSAL' };
    expect((await get('/s/b.ics')).status).toBe(404);
    expect((await get('/s/nothing.ics')).status).toBe(404);
  });

  test('one file is looked up once in ten seconds, and what everybody asks for waits its turn', async () => {
    const { market, get } = await served(PLANNED, { documentsPerSecond: 1 });
    expect((await get()).status).toBe(200);
    const waiting = Array.from({ length: 5 }, () => get().catch(() => null));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const refused = await get();
    expect(refused.status).toBe(429);
    expect(market.reads).toBe(1);
    close();
    close = () => {};
    void waiting;
  });

  test.each([
    ['signs that mean something', 'a;b,c\\d\ne', 'a\\;b\\,c\\\\d\\ne'],
    ['a line that begins like a property', 'x\nSTATUS:CANCELLED', 'x\\nSTATUS:CANCELLED'],
  ])('%s stay text', (_, description, value) => {
    const file = fileOf({ description });
    const { properties } = parsed(file).inside[0]!;
    expect(properties.get('DESCRIPTION')).toBe(`${value}\\n\\nhttps://market.example/s/x`);
    expect(properties.get('STATUS')).toBe('CONFIRMED');
  });

  test('a long line is folded at 75 bytes between characters, whatever they are', () => {
    for (const sign of ['a', '豆', '🥔', 'é']) {
      for (let shift = 0; shift < 5; shift += 1) {
        const title = 'x'.repeat(shift) + sign.repeat(80);
        const { properties } = parsed(fileOf({ title })).inside[0]!;
        expect(properties.get('SUMMARY')).toBe(title);
      }
    }
  });
});

function fileOf(more: { title?: string; description?: string }): string {
  return calendarFile(
    {
      ...{ streamId: idOf('x'), title: 'T', description: '', url: 'https://market.example/s/x' },
      ...{ pageSeq: 0, startsAtMs: EIGHT, endedAtMs: null, isCancelled: false },
      ...more,
    },
    EIGHT,
  );
}
