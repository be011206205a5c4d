import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { Store } from '../event-log/ports/store.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Limits } from '../ports/limits.ts';
import type { PaymentProvider } from '../ports/payments.ts';
import type { Readers } from '../ports/readers.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { SettlementStore } from '../ports/settlement.ts';
import type { WebhookSender, WebhookStore } from '../ports/webhooks.ts';
import type { Engines } from './engines.ts';

export interface WebhookDeps {
  webhooks: WebhookStore;
  sender: WebhookSender;
  /** The pause after a first failure; a test has less patience than the default. */
  firstPauseMs?: number;
}

/** All that the use cases need of the house. */
export interface ApplicationDeps {
  engines: Engines;
  store: Store;
  readers: Readers;
  directory: Directory;
  /** The ledger's tables; without them nothing is settled here. */
  settlement: SettlementStore | null;
  /** Systems outside that are told what happens (C2), and the way to them; without it nobody is told. */
  outside?: WebhookDeps | null;
  secrets: Secrets;
  providers: ReadonlyMap<PaymentMethod, PaymentProvider>;
  clock: Clock;
  ids: Ids;
  /** How long after no address waited for its tags it is looked again (A5), in ms; absent: as the job itself says. */
  tagEveryMs?: number | undefined;
  /** How long the settlement rests after a page of facts, in ms; absent: as it says itself. */
  settleEveryMs?: number | undefined;
  /** This node among several, or null if there is one process. */
  nodeId: string | null;
  /** The calling code that the shop's country was set to; null or left out: that of its time zone. */
  countryCode?: string | null;
  /** What was written in chats, as it is shown; absent: as it was written. A demo's is told in the language of its door. */
  shownInChat?: ((text: string) => string) | undefined;
  limits: Pick<Limits, 'cartChangesPerProduct'>;
  /** Streams whose sale is paused in this process alone, because their log takes no facts any more (S6). */
  pausedHere: Set<string>;
  /** Money that did not fit, a transfer that could not be booked: for a person to look at. */
  onAlarm(what: string, details: Record<string, unknown>): void;
}
