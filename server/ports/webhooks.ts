import type { EventKind } from '../../shared/contract/outside-event.ts';
import type { WebhookDelivery } from '../../shared/contract/webhook.ts';

/** A system outside that is told what happens (C2). */
export interface WebhookEndpoint {
  webhookId: string;
  url: string;
  kinds: EventKind[];
  createdAtMs: number;
  /** Who added it. */
  staffId: string;
  /** Null: on. */
  offAtMs: number | null;
  offWhy: 'failing' | 'gone' | 'staff' | null;
  health: WebhookHealth;
}

/** How deliveries to an endpoint went; written now and then, so that a crash may lose a few counts. */
export interface WebhookHealth {
  delivered: number;
  failed: number;
  lastDeliveredAtMs: number | null;
  /** By log, since when its next event could not be delivered. */
  failingSinceMs: Record<string, number>;
  /** The newest tries, newest first. */
  recent: WebhookDelivery[];
  /** Which of the staff switched it off; absent: it is on, was switched off by the server, or before this was kept. */
  offBy?: string;
}

/** A log that is to be told again from a place on. */
export interface WebhookReplay {
  webhookId: string;
  logId: string;
  fromSeq: number;
}

/** Endpoints, and what they are still to be told. Their cursors stand with those of all consumers. */
export interface WebhookStore {
  /** All of them, the oldest first. */
  endpoints(): Promise<WebhookEndpoint[]>;
  /** @returns false if there are so many already */
  add(endpoint: WebhookEndpoint, most: number): Promise<boolean>;
  /** Switches one off, or on again with nulls. */
  setOff(webhookId: string, offAtMs: number | null, offWhy: WebhookEndpoint['offWhy']): Promise<void>;
  saveHealth(webhookId: string, health: WebhookHealth): Promise<void>;
  /** Removes it with its cursors and replays. @returns false if it was not there */
  remove(webhookId: string): Promise<boolean>;
  /**
   * Asks for a replay; one that was asked for of the same log and has not begun is replaced. @returns false if there is
   * no such endpoint
   */
  askReplay(replay: WebhookReplay): Promise<boolean>;
  replays(): Promise<WebhookReplay[]>;
  /** Moves the cursor back to before `fromSeq` and forgets that it was asked for, in one transaction. */
  beginReplay(replay: WebhookReplay): Promise<void>;
  /**
   * Logs, the shop's too, that have grown since a time and are further than the endpoint was told; at most so many, the
   * newest first.
   */
  behind(webhookId: string, sinceMs: number, limit: number): Promise<string[]>;
}

/** The name of an endpoint's cursors. */
export function webhookConsumer(webhookId: string): string {
  return `webhook:${webhookId}`;
}

export const noHealth: WebhookHealth = {
  delivered: 0,
  failed: 0,
  lastDeliveredAtMs: null,
  failingSinceMs: {},
  recent: [],
};

/** One message on its way out. */
export interface OutgoingMessage {
  url: string;
  /** Names the event: the same whenever it is sent. */
  id: string;
  sentAtMs: number;
  /** The exact text that is signed. */
  body: string;
  /** `whsec_…` */
  secret: string;
}

export interface Sent {
  /** What was answered; null if nothing was. */
  status: number | null;
  /** Null: it was taken. */
  failure: string | null;
}

/** Brings messages to addresses outside, signed (standardwebhooks). */
export interface WebhookSender {
  /** Why an address is never asked, in a few words; null if it may be tried. */
  whyNot(url: string): string | null;
  /** Tries once, for 10 s at most. Never rejects. */
  send(message: OutgoingMessage): Promise<Sent>;
  /** Breaks off what is on its way. */
  close(): void;
}
