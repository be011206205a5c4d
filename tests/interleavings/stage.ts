import { inProcessBus } from '../../server/adapters/bus/in-process.ts';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { memoryDirectory } from '../../server/adapters/memory/memory-people.ts';
import { memoryReaders } from '../../server/adapters/memory/memory-readers.ts';
import { memorySettlement } from '../../server/adapters/memory/memory-settlement.ts';
import { memoryStore } from '../../server/adapters/memory/memory-store.ts';
import { memoryWebhooks } from '../../server/adapters/memory/memory-webhooks.ts';
import type { Tables } from '../../server/adapters/memory/tables.ts';
import { cashOnDelivery } from '../../server/adapters/payments/cash-on-delivery.ts';
import type { Application } from '../../server/application/application.ts';
import type { ApplicationDeps, WebhookDeps } from '../../server/application/deps.ts';
import { Engines } from '../../server/application/engines.ts';
import { composeApplication } from '../../server/compose.ts';
import type { Ids } from '../../server/lib/clock.ts';
import { logKinds } from '../../server/logs.ts';
import { usualLimits } from '../../server/ports/limits.ts';
import type { PaymentProvider } from '../../server/ports/payments.ts';
import type { Secrets } from '../../server/ports/secrets.ts';
import type { Outbox } from '../../server/subscribers/outbox.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import { type FrontDoor, frontDoor } from './front-door.ts';
import { HandClock } from './hand-clock.ts';
import { Turnstile } from './turnstile.ts';

/**
 * Secrets that are none: what is made of chance in earnest comes out of the ids, so that two plays can be compared, and
 * nothing takes time.
 */
export const plainSecrets: Secrets = {
  ...openSecrets({ master: 'a secret for tests, thirty-two characters or more', country: '86' }),
  webhookSecret: (webhookId) => webhookId,
  digest: (token) => token,
  hashPassword: async (password) => password,
  isPassword: async (password, hash) => password === hash,
  seal: (buyerId, contact) => JSON.stringify({ buyerId, contact }),
  open: (buyerId, sealed) => {
    const { buyerId: of, contact } = JSON.parse(sealed);
    return of === buyerId ? contact : null;
  },
  sealText: (text) => ({ key: '', sealed: Buffer.from(text).toString() }),
  openText: ({ sealed }) => Buffer.from(sealed),
};

/** A node, as those who ask it for something see it. */
export interface Market extends Application, FrontDoor {
  engines: Engines;
}

/** The use cases over one set of tables, on one node or on several, with every await point in the test's hand. */
export interface Stage {
  turnstile: Turnstile;
  clock: HandClock;
  nodes: Market[];
  /** Money that went back: order and amount. */
  refunds: string[];
  faults: string[];
  /** Resolves when nothing is left to be done behind the commands. */
  idle(): Promise<void>;
}

/** Where a use case waits for the world. What a consumer reads behind the orders is not one of them. */
const STORE_CALLS = ['create', 'head', 'append', 'factAt', 'findKey'] as const;
const READER_CALLS = [
  'streamBySlug',
  'streams',
  'orderById',
  'orderByNumber',
  'closedOrder',
  'haveBought',
  'streamsOrderedIn',
  'ordersByStream',
  'recentLow',
] as const;
const DIRECTORY_CALLS = [
  'staffByEmail',
  'staffById',
  'addStaff',
  'changeStaff',
  'addSession',
  'session',
  'endSession',
  'addOneTime',
  'takeOneTime',
  'addAlias',
  'identity',
  'addAddress',
  'addressesOf',
  'addresses',
  'addText',
  'texts',
  'networkKey',
] as const;
const SETTLEMENT_CALLS = ['standings', 'owedByHand'] as const;
const WEBHOOK_CALLS = ['endpoints', 'add', 'setOff', 'saveHealth', 'remove', 'askReplay'] as const;

/** Opens a stage; the turnstile is open until the play begins. It holds nothing that would have to be closed. */
export async function openStage(
  tables: Tables,
  { nowMs, ids, nodes }: { nowMs: number; ids: Ids; nodes: number },
): Promise<Stage> {
  const turnstile = new Turnstile();
  const clock = new HandClock(nowMs, turnstile);
  const refunds: string[] = [];
  const faults: string[] = [];
  const sandbox: PaymentProvider = {
    method: 'sandbox',
    payUrl: ({ orderId }) => `/pay/${orderId}`,
    async refund({ orderId, amountMinor }) {
      refunds.push(`${orderId} ${amountMinor}`);
    },
  };
  const providers = new Map<PaymentMethod, PaymentProvider>([
    ['sandbox', sandbox],
    ['cash_on_delivery', cashOnDelivery],
  ]);
  const store = turnstile.before(
    memoryStore(tables, () => clock.nowMs()),
    STORE_CALLS,
  );
  const readers = turnstile.before(memoryReaders(tables), READER_CALLS);
  const directory = turnstile.before(memoryDirectory(tables), DIRECTORY_CALLS);
  const settlement = turnstile.before(memorySettlement(tables), SETTLEMENT_CALLS);
  const outside: WebhookDeps = {
    webhooks: turnstile.before(memoryWebhooks(tables), WEBHOOK_CALLS),
    sender: { whyNot: () => null, send: async () => ({ status: 200, failure: null }), close: () => {} },
  };
  const secrets = { ...plainSecrets, randomToken: () => ids.next(), randomCode: () => ids.next() };
  const onFault = (error: unknown, context: string) => {
    // Two nodes that take one key for a command without facts meet in the key itself; the log says what it came to.
    if (nodes > 1 && String(error).includes('command_key')) return;
    faults.push(`${context}: ${String(error)}`);
  };

  const opened: Market[] = [];
  const outboxes: Outbox[] = [];
  for (let n = 0; n < nodes; n += 1) {
    const node = nodes === 1 ? null : { id: `node-${n}`, address: '' };
    const engines = await Engines.open({
      kinds: logKinds,
      store,
      clock,
      ids,
      bus: inProcessBus(),
      node,
      gatherMs: 0,
      lotOf: secrets.lot,
      onFault,
      onFatal: (error) => onFault(error, 'fatal'),
    });
    const deps: ApplicationDeps = {
      engines,
      store,
      readers,
      directory,
      settlement,
      outside,
      secrets,
      providers,
      clock,
      ids,
      // Of a home where anyone may write in a chat (N2).
      countryCode: '852',
      nodeId: node?.id ?? null,
      limits: usualLimits,
      pausedHere: new Set(),
      onAlarm: () => {},
    };
    const { outbox, settlementAdmin, webhookAdmin, ...application } = composeApplication(deps);
    opened.push({
      ...application,
      engines,
      ...frontDoor({ ...deps, application, settlementAdmin, webhookAdmin }),
    });
    outboxes.push(outbox);
    await outbox.resume();
  }
  const idle = async () => {
    for (const outbox of outboxes) await outbox.idle();
  };
  return { turnstile, clock, nodes: opened, refunds, faults, idle };
}
