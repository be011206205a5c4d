import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openBackstage } from '../../server/tools/demo/scene/backstage.ts';

const HOUR_MS = 3_600_000;

test('the clock in the drawn picture is the market’s, not the machine’s', async () => {
  const market = createServer((_, response) => {
    response.setHeader('Server-Time', String(Date.now() + HOUR_MS)).end('{}');
  });
  await new Promise<void>((resolve) => market.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(market.address() as AddressInfo).port}`;
  const backstage = await openBackstage(origin, { url: origin, key: '' }, () => {});
  try {
    const told = await fetch(new URL('/table', backstage.url));
    const first = await told.body!.getReader().read();
    const { nowMs } = JSON.parse(new TextDecoder().decode(first.value).slice('data: '.length)) as {
      nowMs: number;
    };
    expect(Math.abs(nowMs - Date.now() - HOUR_MS)).toBeLessThan(10_000);
  } finally {
    await backstage.close();
    market.close();
  }
});
