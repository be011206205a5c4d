import { expect, test, vi } from 'vitest';
import { createServerClock } from '../../client/connection/clock.ts';
import { salesCsvAddress } from '../../client/connection/file-addresses.ts';
import { createHttp } from '../../client/connection/http.ts';
import { loadChunk } from '../../client/ui/load-chunk.ts';

function answering(status: number, body: unknown) {
  const asked: { address: string; init: RequestInit | undefined }[] = [];
  const http = createHttp(createServerClock(), async (address, init) => {
    asked.push({ address: String(address), init });
    return new Response(JSON.stringify(body), { status });
  });
  return { http, asked };
}

test('a route is called by name: its path filled, its query left out where it is empty', async () => {
  const { http, asked } = answering(200, { products: [], next: null });
  await http.call('products', { query: { search: 'red potato', limit: 20 } });
  await http.call('sales', { params: { slug: 'potato-day' } });
  expect(asked.map(({ address }) => address)).toEqual([
    '/api/v1/catalogue/products?search=red+potato&limit=20',
    '/api/v1/insights/potato-day',
  ]);
  expect(salesCsvAddress('potato-day')).toBe('/api/v1/insights/potato-day/items.csv');
});

test('a body goes as JSON and a yes comes back as a value', async () => {
  const { http, asked } = answering(200, { ok: true });
  const answer = await http.call('signIn', { body: { email: 'a@b.c', password: 'secret' } });
  expect(answer).toEqual({ ok: true, value: { ok: true } });
  expect(asked[0]?.init).toMatchObject({ method: 'POST', body: '{"email":"a@b.c","password":"secret"}' });
});

test('[I4] a refusal is a value, and so is a line or a proxy that answers nothing of ours', async () => {
  const refused = answering(401, { ok: false, code: 'UNAUTHENTICATED', message: '', retryable: false });
  expect(await refused.http.call('me')).toMatchObject({ ok: false, refusal: { code: 'UNAUTHENTICATED' } });
  const proxy = createHttp(
    createServerClock(),
    async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
  );
  expect(await proxy.call('me')).toMatchObject({ ok: false, refusal: { code: 'NO_ANSWER' } });
  const strange = answering(500, { error: 'oops' });
  expect(await strange.http.call('me')).toMatchObject({ ok: false, refusal: { code: 'NO_ANSWER' } });
  const gone = createHttp(createServerClock(), () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await gone.call('me')).toMatchObject({ ok: false, refusal: { code: 'NO_ANSWER' } });
});

test('[T3] every answer says the server’s time, and a clock that was put forward is believed at once', async () => {
  let steadyMs = 0;
  let serverMs = 50_000_000;
  let tookMs = 40;
  const clock = createServerClock(
    () => steadyMs,
    () => 99_000_000,
  );
  const http = createHttp(clock, async () => {
    steadyMs += tookMs;
    serverMs += tookMs;
    return new Response('{}', { headers: { 'server-time': String(serverMs - tookMs / 2) } });
  });
  expect(clock.now()).toBe(99_000_000);
  await http.call('me');
  expect(clock.now()).toBe(50_000_040);
  serverMs += 7 * 86_400_000;
  tookMs = 90;
  await http.call('me');
  expect(clock.now()).toBe(serverMs);
  // An answer that was long under way says little.
  tookMs = 9_000;
  await http.call('me');
  expect(Math.abs(clock.now() - serverMs)).toBeLessThan(2);
});

test('a 429 of something in front of the market is a wait as long as it asks for', async () => {
  const slow = (headers: Record<string, string>) =>
    createHttp(
      createServerClock(),
      async () => new Response('<h1>Too many requests</h1>', { status: 429, headers }),
    );
  expect(await slow({ 'retry-after': '7' }).call('me')).toMatchObject({
    ok: false,
    refusal: { code: 'RATE_LIMITED', retryAfterMs: 7_000 },
  });
  // Without a number nobody knows how long.
  for (const headers of [{}, { 'retry-after': 'Sat, 28 Nov 2026 08:00:00 GMT' }]) {
    expect(await slow(headers).call('me')).toMatchObject({ ok: false, refusal: { code: 'NO_ANSWER' } });
  }
});

test('a chunk that does not come is asked for again, and given up after four tries', async () => {
  vi.useFakeTimers();
  // The market itself answers: what it has no longer comes never.
  vi.stubGlobal('fetch', async () => new Response());
  try {
    const second = vi.fn().mockRejectedValueOnce(new Error('lost')).mockResolvedValue('module');
    const loaded = loadChunk(second);
    await vi.advanceTimersByTimeAsync(700);
    await expect(loaded).resolves.toBe('module');
    const never = vi.fn().mockRejectedValue(new Error('lost'));
    const failed = expect(loadChunk(never)).rejects.toThrow('lost');
    await vi.advanceTimersByTimeAsync(20_000);
    await failed;
    expect(never).toHaveBeenCalledTimes(4);
  } finally {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});
