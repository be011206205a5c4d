import type { SecurityKind } from '../../../shared/values/security-kinds.ts';
import type { Clock, Ids } from '../../lib/clock.ts';
import { addressKey } from '../../lib/ip-address.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { SecurityEntry, SecurityLogStore } from '../../ports/security-log.ts';
import { gatewaySteps } from '../../shutdown.ts';
import type { Log } from '../log.ts';
import { type Noted, openSampled } from './sampled.ts';

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

export interface SecurityLog {
  /** Notes an event. It neither waits nor throws: nothing of it stops or slows what it is about. */
  note(event: SecurityEvent): void;
  state(): SecurityLogState;
  /** Writes what waits, if the store takes it. */
  close(): Promise<void>;
}

const MOST_WAITING = 10_000;
const BATCH = 100;
const WRITE_EVERY_MS = 500;
const AGAIN_MS = 5_000;
const MOST_CHARACTERS = 120;
const SESSION_CHARACTERS = 12;
const ACCOUNT_CHARACTERS = 16;
/** What is taken together also if a member of staff does it: a page that is loaded again and again, a script. */
const OFTEN: readonly SecurityKind[] = ['refused', 'data_read', 'data_exported'];

/** Opens the security log over its store; without one nothing is noted. */
export function openSecurityLog(deps: {
  store: SecurityLogStore | null;
  secrets: Pick<Secrets, 'sign'>;
  clock: Clock;
  ids: Ids;
  log: Pick<Log, 'warn'>;
}): SecurityLog {
  const { store, secrets, clock, ids, log } = deps;
  const waiting: SecurityEntry[] = [];
  const state = { written: 0, failures: 0, lost: 0, failingSinceMs: null as number | null };
  let writing: Promise<void> | null = null;
  let isDue = false;
  let callOffWrite = () => {};
  let isLooking = false;
  let callOffLook = () => {};
  let isClosed = false;

  function put(noted: Noted): void {
    if (waiting.length >= MOST_WAITING) {
      state.lost += noted.times;
      return;
    }
    waiting.push({ entryId: ids.next(), ...noted });
    writeIn(WRITE_EVERY_MS);
  }
  const sampled = openSampled(put);

  function writeIn(ms: number): void {
    if (isDue || writing || isClosed) return;
    isDue = true;
    callOffWrite = clock.at(clock.nowMs() + ms, () => {
      isDue = false;
      void write();
    });
  }

  /** One batch after the other, at most one at a time. Never rejects. */
  function write(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = null;
      if (waiting.length > 0) writeIn(state.failingSinceMs === null ? WRITE_EVERY_MS : AGAIN_MS);
    });
    return writing;
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
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
      waiting.splice(0, batch.length);
    }
  }

  function lookLater(): void {
    if (isLooking || isClosed) return;
    isLooking = true;
    callOffLook = clock.at(clock.nowMs() + 1_000, () => {
      isLooking = false;
      if (sampled.look(clock.nowMs())) lookLater();
    });
  }

  function notedOf(event: SecurityEvent): Noted {
    const { staffId = null, session, account, ip, what, about, stream, rows = null } = event;
    return {
      atMs: clock.nowMs(),
      kind: event.kind,
      times: 1,
      isStranger: staffId === null,
      staffId,
      account: account === undefined ? null : accountHash(secrets, account),
      session: session?.slice(0, SESSION_CHARACTERS) ?? null,
      address: ip === null || ip === '' ? null : networkOf(ip),
      what: what?.slice(0, MOST_CHARACTERS) ?? null,
      about: about?.slice(0, MOST_CHARACTERS) ?? null,
      stream: stream?.slice(0, MOST_CHARACTERS) ?? null,
      rows,
    };
  }

  return {
    note(event) {
      if (!store || isClosed) return;
      const noted = notedOf(event);
      const { staffId, address, what, stream } = noted;
      if (noted.isStranger) sampled.take(noted, [address]);
      else if (OFTEN.includes(noted.kind)) sampled.take(noted, [staffId, what, stream]);
      else return put(noted);
      lookLater();
    },
    state: () => ({ waiting: waiting.length, ...state }),
    async close() {
      if (isClosed) return;
      sampled.look(Number.POSITIVE_INFINITY);
      isClosed = true;
      callOffLook();
      callOffWrite();
      let callOff = () => {};
      const late = new Promise<void>((resolve) => {
        callOff = clock.at(clock.nowMs() + gatewaySteps.securityLog.withinMs, () => resolve());
      });
      await Promise.race([write().then(() => write()), late]);
      callOff();
    },
  };
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
