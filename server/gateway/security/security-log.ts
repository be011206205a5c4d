import type { SecurityKind } from '../../../shared/values/security-kinds.ts';
import type { Clock, Ids } from '../../lib/clock.ts';
import { addressKey } from '../../lib/ip-address.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { SecurityEntry, SecurityLogStore } from '../../ports/security-log.ts';
import { gatewaySteps } from '../../shutdown.ts';
import type { Log } from '../log.ts';
import { type Noted, SampledEntries } from './sampled-entries.ts';

/** Something that happened, in the words of where it happened; what must not be kept is cut or hashed here. */
export interface SecurityEvent {
  kind: SecurityKind;
  /** Who did it; absent: nobody who was signed in. */
  staffId?: string;
  /** Hash of their session. */
  session?: string;
  /** The account that was named, as it was typed. */
  account?: string;
  /** An IP address. */
  ip: string | null;
  what?: string;
  about?: string;
  stream?: string;
  rows?: number;
}

/** What the process knows of its own writing. */
export interface SecurityLogState {
  /** Entries that are not written yet. */
  waiting: number;
  written: number;
  /** Tries to write that failed. */
  failures: number;
  /** Entries that will never be: there were too many while the store did not take any. */
  lost: number;
  /** Since when the store takes none; null: it does. */
  failingSinceMs: number | null;
}

/** Entries that wait for a store that takes none; beyond it they are lost, and counted. */
const MAX_WAITING = 10_000;
/** Entries of one transaction: an order waits behind no more. */
const MAX_BATCH = 100;
const WRITE_EVERY_MS = 500;
const RETRY_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
/** Of what was done, to whom or to what, and in which stream: enough for a name and a path. */
const MAX_CHARACTERS = 120;
const SESSION_CHARACTERS = 12;
const ACCOUNT_CHARACTERS = 16;
/** What is taken together also if a member of staff does it: a page that is loaded again and again, a script. */
const OFTEN: readonly SecurityKind[] = ['refused', 'data_read', 'data_exported'];

interface SecurityLogDeps {
  /** Null: nothing is noted. */
  store: SecurityLogStore | null;
  secrets: Pick<Secrets, 'sign'>;
  clock: Clock;
  ids: Ids;
  log: Pick<Log, 'warn'>;
}

/** The security log: entries are taken at once, and written in batches beside everything else. */
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

  /** Notes an event. It neither waits nor throws: nothing of it stops or slows what it is about. */
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

  /** Writes what waits, if the store takes it in time. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    const { clock } = this.#deps;
    this.#sampled.look(Number.POSITIVE_INFINITY);
    this.#isClosed = true;
    this.#callOffLook();
    this.#callOffWrite();
    let callOff = () => {};
    const late = new Promise<void>((resolve) => {
      callOff = clock.at(clock.nowMs() + gatewaySteps.securityLog.withinMs, () => resolve());
    });
    await Promise.race([this.#write().then(() => this.#write()), late]);
    callOff();
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

  /** One batch after the other, at most one at a time. Never rejects. */
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

/** Tells accounts apart without naming them: who has the log alone cannot try addresses out. */
export function accountHash(secrets: Pick<Secrets, 'sign'>, account: string): string {
  return secrets.sign('account', account.toLowerCase()).slice(0, ACCOUNT_CHARACTERS);
}

/** An address without what names one household or person: /24 of IPv4, /64 of IPv6. */
function networkOf(ip: string): string {
  const key = addressKey(ip);
  return /^\d+(?:\.\d+){3}$/.test(key) ? `${key.replace(/\.\d+$/, '.0')}/24` : key;
}
