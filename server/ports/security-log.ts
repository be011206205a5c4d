import type { SecurityKind } from '../../shared/values/security-kinds.ts';

/** One entry of the security log as it is kept. No name, e-mail, token or whole address is in it. */
export interface SecurityEntry {
  /** Made where it was noted, so that a second try to write it changes nothing. */
  entryId: string;
  atMs: number;
  kind: SecurityKind;
  /** So many alike it stands for. */
  times: number;
  /** Nobody who was signed in caused it. */
  isStranger: boolean;
  staffId: string | null;
  /** Keyed hash of the account that was named at a sign-in. */
  account: string | null;
  /** The beginning of the session's hash. */
  session: string | null;
  /** A network: /24 of IPv4, /64 of IPv6. */
  address: string | null;
  /** The route, the command or the file. */
  what: string | null;
  /** Whom or what it was done to: a staff id, or the origin of a system outside. */
  about: string | null;
  /** A slug. */
  stream: string | null;
  rows: number | null;
}

/** A place in the log: entries stand by their time, then by their id. */
export type SecurityPlace = Pick<SecurityEntry, 'atMs' | 'entryId'>;

export interface SecurityQuestion {
  kind: SecurityKind | null;
  /** What this person did; absent: everybody, and nobody who was signed in. */
  staffId?: string | null;
  /** From this instant on. */
  sinceMs: number | null;
  /** Before this instant. */
  untilMs: number | null;
  /** Older than this place. */
  after: SecurityPlace | null;
  limit: number;
}

/** Who did what that matters for security: beside the logs of streams, and never in the way of an order. */
export interface SecurityLogStore {
  /** Writes entries; one that is there already stays as it is. */
  write(entries: readonly SecurityEntry[]): Promise<void>;
  /** Newest first. */
  page(question: SecurityQuestion): Promise<SecurityEntry[]>;
  /**
   * Where too much begins: the newest entry beyond the newest `most`; null if there are no more than that.
   * @param ofStrangers only what strangers caused counts
   */
  beyond(most: number, ofStrangers: boolean): Promise<SecurityPlace | null>;
  /**
   * Deletes the oldest entries up to a place and with it, at most `step` of them.
   * @param ofStrangers only what strangers caused goes
   * @returns how many
   */
  trim(upTo: SecurityPlace, ofStrangers: boolean, step: number): Promise<number>;
}
