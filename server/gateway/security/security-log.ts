import type { SecurityKind } from '../../../shared/values/security-kinds.ts';
import type { Clock, Ids } from '../../lib/clock.ts';
import { timerOf, within } from '../../lib/deadline.ts';
import { addressKey } from '../../lib/ip-address.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { SecurityEntry, SecurityLogStore } from '../../ports/security-log.ts';
import { gatewaySteps } from '../../shutdown.ts';
import type { Log } from '../logging/log.ts';
import { type Noted, SampledEntries } from './sampled-entries.ts';

/** A security event as its place reports it. Personal data is cut or hashed here. */
export interface SecurityEvent {
  kind: SecurityKind;
  /** The member of staff; absent: an anonymous client. */
  staffId?: string;
  /** The hash of the session. */
  session?: string;
  /** The named account, as typed. */
  account?: string;
  /** An IP address. */
  ip: string | null;
  what?: string;
  about?: string;
  stream?: string;
  rows?: number;
}

/** The writer's state. */
export interface SecurityLogState {
  /** The number of entries not written yet. */
  waiting: number;
  written: number;
  /** The number of failed writes. */
  failures: number;
  /** The number of entries dropped while the store was away. */
  lost: number;
  /** The start of the store's failure; null: it works. */
  failingSinceMs: number | null;
}

/** Bound of entries that wait for the store; beyond it they are dropped and counted. */
const MAX_WAITING = 10_000;
/** Entries of one transaction: an order waits behind no more. */
const MAX_BATCH = 100;
const WRITE_EVERY_MS = 500;
const RETRY_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
/** Bound of the fields `what`, `about` and `stream` in characters: enough for a name and a path. */
const MAX_CHARACTERS = 120;
const SESSION_CHARACTERS = 12;
const ACCOUNT_CHARACTERS = 16;
/** Kinds that are merged for staff, too: a page that reloads, a script. */
const OFTEN: readonly SecurityKind[] = ['refused', 'data_read', 'data_exported'];

interface SecurityLogDeps {
  /** Null: nothing is noted. */
  store: SecurityLogStore | null;
  secrets: Pick<Secrets, 'sign'>;
  clock: Clock;
  ids: Ids;
  log: Pick<Log, 'warn'>;
}

/** The security log. Events are taken immediately and written in batches, off the order path. */
export class SecurityLog {
  readonly #deps: SecurityLogDeps;
  readonly #waiting: SecurityEntry[] = [];
  readonly #state = { written: 0, failures: 0, lost: 0, failingSinceMs: null as number | null };
  readonly #sampled = new SampledEntries((noted) => this.#put(noted));
  #writing: Promise<void> | null = null;
  #isDue = false;
  #callOffWrite = () => {};
  #isLooking = false;
  #callOffLook = () => {};
  #isClosed = false;

  constructor(deps: SecurityLogDeps) {
    this.#deps = deps;
  }

  /** Notes an event. It neither waits nor throws, so that it never delays its cause. */
  note(event: SecurityEvent): void {
    if (!this.#deps.store || this.#isClosed) return;
    const noted = this.#notedOf(event);
    const { staffId, address, what, stream } = noted;
    if (noted.isStranger) this.#sampled.take(noted, [address]);
    else if (OFTEN.includes(noted.kind)) this.#sampled.take(noted, [staffId, what, stream]);
    else {
      this.#put(noted);
      return;
    }
    this.#lookLater();
  }

  state(): SecurityLogState {
    return { waiting: this.#waiting.length, ...this.#state };
  }

  /** Writes the waiting entries, if the store takes them in time. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    const { clock } = this.#deps;
    this.#sampled.look(Number.POSITIVE_INFINITY);
    this.#isClosed = true;
    this.#callOffLook();
    this.#callOffWrite();
    const written = this.#write().then(() => this.#write());
    await within(gatewaySteps.securityLog.withinMs, written, timerOf(clock));
  }

  #put(noted: Noted): void {
    if (this.#waiting.length >= MAX_WAITING) {
      this.#state.lost += noted.times;
      return;
    }
    this.#waiting.push({ entryId: this.#deps.ids.next(), ...noted });
    this.#writeIn(WRITE_EVERY_MS);
  }

  #writeIn(ms: number): void {
    if (this.#isDue || this.#writing || this.#isClosed) return;
    const { clock } = this.#deps;
    this.#isDue = true;
    this.#callOffWrite = clock.at(clock.nowMs() + ms, () => {
      this.#isDue = false;
      void this.#write();
    });
  }

  /** Writes one batch after the other. Never rejects. */
  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
      if (this.#waiting.length > 0)
        this.#writeIn(this.#state.failingSinceMs === null ? WRITE_EVERY_MS : RETRY_MS);
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    const { store, clock, log } = this.#deps;
    const state = this.#state;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, MAX_BATCH);
      try {
        await store?.write(batch);
      } catch (fault) {
        state.failures += 1;
        if (state.failingSinceMs === null) {
          state.failingSinceMs = clock.nowMs();
          log.warn({ err: fault, context: 'security log' }, 'the security log cannot be written');
        }
        return;
      }
      state.failingSinceMs = null;
      state.written += batch.length;
      this.#waiting.splice(0, batch.length);
    }
  }

  #lookLater(): void {
    if (this.#isLooking || this.#isClosed) return;
    const { clock } = this.#deps;
    this.#isLooking = true;
    this.#callOffLook = clock.at(clock.nowMs() + LOOK_EVERY_MS, () => {
      this.#isLooking = false;
      if (this.#sampled.look(clock.nowMs())) this.#lookLater();
    });
  }

  #notedOf(event: SecurityEvent): Noted {
    const { staffId = null, session, account, ip, what, about, stream, rows = null } = event;
    const { clock, secrets } = this.#deps;
    return {
      atMs: clock.nowMs(),
      kind: event.kind,
      times: 1,
      isStranger: staffId === null,
      staffId,
      account: account === undefined ? null : accountHash(secrets, account),
      session: session?.slice(0, SESSION_CHARACTERS) ?? null,
      address: ip === null || ip === '' ? null : networkOf(ip),
      what: what?.slice(0, MAX_CHARACTERS) ?? null,
      about: about?.slice(0, MAX_CHARACTERS) ?? null,
      stream: stream?.slice(0, MAX_CHARACTERS) ?? null,
      rows,
    };
  }
}

/** The hash of an account. With the log alone one cannot test candidate accounts. */
export function accountHash(secrets: Pick<Secrets, 'sign'>, account: string): string {
  return secrets.sign('account', account.toLowerCase()).slice(0, ACCOUNT_CHARACTERS);
}

/** The address without its household or person: /24 of IPv4, /64 of IPv6. */
function networkOf(ip: string): string {
  const key = addressKey(ip);
  return /^\d+(?:\.\d+){3}$/.test(key) ? `${key.replace(/\.\d+$/, '.0')}/24` : key;
}
