import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { buildApp } from '../../server/app.ts';
import { addStaff } from '../../server/application/account/add-staff.ts';
import { signInToken } from '../../server/application/account/sign-in-token.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import type { Clock } from '../../server/lib/clock.ts';
import { type Market, openWorld } from '../../server/main.ts';
import type { StaffCommand } from '../../server/market/command-spec.ts';
import type { ConsoleItem } from '../../shared/contract/console.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { HoldPolicy } from '../../shared/market/stream/entry.ts';
import type { ConsoleReply, ConsoleRequest } from '../../shared/protocol.ts';

export interface TestGood {
  name: string;
  producer: string;
  priceMinor: number;
  units: number;
  /** 剑川 if it is not said. */
  origin?: string;
  /** What it is counted under; none if it is not said. */
  category?: string;
  /** Besides the one on its card. */
  morePictures?: string[];
}

/** A real market on a free port and an empty file, with a host, an analyst and a stream that waits to go live. */
export interface TestMarket {
  origin: string;
  /** Where its file and its pictures lie. */
  dataDir: string;
  streamId: string;
  slug: string;
  market: Market;
  host: StaffActor;
  /** A link that signs a member of staff in once. */
  link(staffId: string): Promise<string>;
  analystId: string;
  operatorId: string;
  /** What the host does without a screen; a refusal throws. */
  hostDoes<C extends StaffCommand>(
    command: C,
    request: Omit<ConsoleRequest<C>, 'key'>,
  ): Promise<ConsoleReply<C>>;
  /** An item as a console sees it. */
  itemOf(itemNumber: number): Promise<ConsoleItem>;
  /** The last console fact on an item, as a console would have seen it (L4). */
  versionOf(itemNumber: number): Promise<number>;
  /** Says that this stream's host is a drawing, as the demo does of its own. */
  drawHost(): void;
  /** Asks the market's own file, on a connection of its own. */
  sql<T>(text: string, ...values: unknown[]): T[];
  close(): Promise<void>;
}

/**
 * @param settings instead of or besides those that every market of this suite has
 * @param clock the machine's time, unless a test lives through several days
 * @param payments the ways to pay of its stream
 */
export async function aMarket(
  goods: readonly TestGood[],
  settings: Record<string, string> = {},
  clock?: Clock,
  payments: PaymentMethod[] = ['sandbox', 'cash_on_delivery'],
  holdPolicy: HoldPolicy = 'hold',
): Promise<TestMarket> {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-e2e-'));
  const config = readConfig({
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'error',
    MAX_CONNECTIONS_PER_ADDRESS: '0',
    ...settings,
  });
  const drawnHosts = new Set<string>();
  const market = await openOn(config, drawnHosts, clock);
  const { deps, application, secrets } = market.app;
  const staff = (email: string, name: string, role: 'host' | 'analyst' | 'operator') =>
    addStaff(deps.directory, secrets, systemIds, { email, name, role, password: null });
  const { staffId } = await staff('mei@market.example', 'Mei', 'host');
  const { staffId: analystId } = await staff('lan@market.example', 'Lan', 'analyst');
  const { staffId: operatorId } = await staff('yang@market.example', 'Yang', 'operator');
  const host: StaffActor = { staffId, name: 'Mei', role: 'host', device: 'test' };

  const made = await application.createStream(host, {
    key: systemIds.next(),
    title: 'Potato day',
    scheduledAtMs: deps.clock.nowMs(),
    holdPolicy,
    payments,
    currency: 'CNY',
  });
  if (!made.ok) throw new Error(`The stream was refused: ${made.code}`);
  const { streamId, slug } = made.stream;
  async function hostDoes<C extends StaffCommand>(command: C, request: Omit<ConsoleRequest<C>, 'key'>) {
    const whole = { ...request, key: systemIds.next() } as ConsoleRequest<C>;
    const answer = await application.console(host, streamId, command, whole, deps.clock.nowMs());
    if (!answer.ok) throw new Error(`${command} was refused: ${answer.code}`);
    return answer;
  }
  async function itemOf(itemNumber: number): Promise<ConsoleItem> {
    const { items } = await application.consoleFrame(streamId, { items: [itemNumber] });
    const item = items.find((each) => each.itemNumber === itemNumber);
    if (!item) throw new Error(`There is no item ${itemNumber}.`);
    return item;
  }
  for (const { name, producer, priceMinor, units, origin: from = '剑川', ...more } of goods) {
    const good = await application.createProduct(host, {
      key: systemIds.next(),
      name,
      producer,
      priceMinor,
      currency: 'CNY',
      warehouseUnits: units,
      origin: from,
      ...more,
      grams: 1_000,
    });
    if (!good.ok) throw new Error(`${name} was refused: ${good.code}`);
    const { productId } = good.product;
    await hostDoes('lineup:add', { productId, units });
  }

  const origin = `http://127.0.0.1:${market.port}`;
  const file = config.database.kind === 'sqlite' ? config.database.file : '';
  return {
    origin,
    dataDir: folder,
    streamId,
    slug,
    market,
    host,
    analystId,
    operatorId,
    hostDoes,
    itemOf,
    versionOf: async (itemNumber) => (await itemOf(itemNumber)).version,
    link: async (id) => `${origin}/sign-in/link#${await signInToken(deps, id)}`,
    drawHost: () => void drawnHosts.add(streamId),
    sql<T>(text: string, ...values: unknown[]) {
      const db = new Database(file, { readonly: true });
      try {
        return db.prepare(text).all(...values) as T[];
      } finally {
        db.close();
      }
    },
    async close() {
      await market.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As `openMarket` does it, with another clock if one is given. */
async function openOn(
  config: Config,
  drawnHosts: ReadonlySet<string>,
  clock: Clock | undefined,
): Promise<Market> {
  const log = createLog(config.logLevel);
  const { world, close } = await openWorld(config, log, (fault) => {
    throw fault;
  });
  const app = await buildApp({ ...world, drawnHosts, ...(clock && { clock }) });
  const port = await app.gateway.listen();
  return {
    app,
    log,
    port,
    async close() {
      await app.close();
      await close();
    },
  };
}
