import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { buildApp } from '../../server/app.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { readConfig } from '../../server/config.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import { openGuests } from '../../server/gateway/visitors/guests.ts';
import { openWorld } from '../../server/main.ts';
import { noBounds } from '../../server/market/stream/settings.ts';
import { HOUR } from '../../shared/values/time.ts';
import { accepted } from '../builders/engine-house.ts';

export interface OpenedStream {
  streamId: string;
  slug: string;
  items: number;
}

/** A buyer with a token for the socket and an address. */
export interface OpenedBuyer {
  buyerId: string;
  token: string;
  addressId: string;
}

/** Two streams that are live, one with holds and one where the first who orders gets it, and people for them. */
export async function openingDay(environment: Record<string, string>, buyers: number) {
  const config = readConfig(environment);
  const { world, close } = await openWorld(config, createLog('silent'), () => {});
  const app = await buildApp(world);
  const secrets = openSecrets({ master: config.masterSecret, country: '86' });
  const { directory, clock } = world;

  const staffId = systemIds.next();
  const email = 'yang@market.example';
  await directory.addStaff({
    staffId,
    email,
    name: 'Yang',
    role: 'host',
    producerId: null,
    passwordHash: '',
  });
  const hostToken = secrets.randomToken();
  const tokenHash = secrets.digest(hostToken);
  await directory.addSession({ tokenHash, staffId, untilMs: clock.nowMs() + HOUR });
  const host: StaffActor = { staffId, name: 'Yang', role: 'host', device: tokenHash };

  const { application } = app;
  const streams: OpenedStream[] = [];
  for (const holdPolicy of ['hold', 'first_paid'] as const) {
    const { stream } = accepted(
      await application.createStream(host, {
        key: systemIds.next(),
        title: `Market ${holdPolicy}`,
        scheduledAtMs: clock.nowMs(),
        holdPolicy,
        payments: ['sandbox'],
        currency: 'CNY',
      }),
    );
    const { streamId, slug } = stream;
    const stock = [50_000, 50_000, 50_000, 300];
    for (const [index, units] of stock.entries()) {
      const { product } = accepted(
        await application.createProduct(host, {
          key: systemIds.next(),
          name: `Good ${index + 1}`,
          producer: 'Ma',
          priceMinor: 2_990,
          currency: 'CNY',
          warehouseUnits: units,
        }),
      );
      const request = { key: systemIds.next(), productId: product.productId, units };
      accepted(await application.console(host, streamId, 'lineup:add', request, clock.nowMs()));
    }
    // Few guests order very often, and most of them only pay when they get round to it.
    const free = { key: systemIds.next(), version: 0, bounds: noBounds };
    accepted(await application.console(host, streamId, 'stream:set-bounds', free, clock.nowMs()));
    accepted(
      await application.console(host, streamId, 'stream:go-live', { key: systemIds.next() }, clock.nowMs()),
    );
    streams.push({ streamId, slug, items: stock.length });
  }

  const guests = openGuests({ secrets, directory, ids: systemIds });
  const opened: OpenedBuyer[] = [];
  for (let n = 0; n < buyers; n += 1) {
    const { guestId: buyerId, token } = guests.create();
    const addressId = systemIds.next();
    const contact = { name: `Buyer ${n}`, phone: `+8613800${String(130_000 + n)}`, address: 'Jianchuan 1' };
    const sealed = secrets.seal(buyerId, contact);
    await directory.addAddress({ addressId, buyerId, key: systemIds.next(), sealed, atMs: clock.nowMs() });
    opened.push({ buyerId, token, addressId });
  }
  await app.close();
  await close();
  return { hostToken, streams, buyers: opened };
}
