import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { StoreAway } from '../../server/lib/store-away.ts';
import { openAuditReader } from '../../server/main.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());

test('[S6] on PostgreSQL an ordinary day raises nothing, and a changed counter pauses the sale', async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open({
    ...stores,
    books: await openAuditReader({ database: { kind: 'postgres', url: ground.url } }),
  });
  await playAuditDay(market);
  const looks = async () => {
    await market.passes(5_000);
    await new Promise((resolve) => setTimeout(resolve, 800));
  };
  await looks();
  expect(market.errors).toEqual([]);
  await ground.server.ask(
    `UPDATE item_stock SET sold = sold + 1, available = available - 1
     WHERE stream_id = '${market.streamId}' AND item_number = 2`,
    ground.url,
  );
  // A look is asked of a thread, which may be slow to answer on a busy machine.
  for (let n = 0; n < 10 && market.errors.length === 0; n += 1) await looks();
  expect(market.errors).toMatchObject([
    { code: 'AUDIT_FAILED', invariant: 'INV1', at: 'stock of item 2', paused: 'log' },
  ]);
  const buyer = await market.buyer();
  const add = { itemNumber: 2, units: 1, seenPriceMinor: 4_200 };
  expect(await market.live(buyer, 'cart:add', add)).toMatchObject({ code: 'SELLING_PAUSED' });
  accepted(await market.floor('stream:resume-selling', {}));
  accepted(await market.live(buyer, 'cart:add', add));
  await market.close();
  await stores.close();
});

test('[C22] to a look a database that is gone is an outage, before it is opened and in the midst of it', async () => {
  await (await ground.open()).close();
  const url = new URL(ground.url);
  const line = await TcpProxy.to(Number(url.port));
  url.port = String(line.port);
  const books = await openAuditReader({ database: { kind: 'postgres', url: url.href } });
  const ledger = await openPostgresLedger(url.href);
  try {
    expect(await books?.counters('a-stream')).toBeNull();
    line.cut();
    await expect(books?.counters('a-stream')).rejects.toBeInstanceOf(StoreAway);
    await expect(ledger.heads()).rejects.toBeInstanceOf(StoreAway);
    line.heal();
    expect(await books?.counters('a-stream')).toBeNull();
  } finally {
    await ledger.close();
    await books?.close();
    await line.close();
  }
});
