import type { StaffRole } from '../../shared/market/account/contract.ts';
import type { StaffAct, Standing } from '../market/account/staff.ts';
import type { PeopleIndex } from './people-index.ts';
import type { PersonalTexts } from './personal-texts.ts';
import type { SealedAddress } from './sealed-address.ts';

/** Who people are: staff, devices merged into one buyer, sealed addresses, and people's words. Never part of a log (A3, A4). */
export interface Directory extends PersonalTexts, PeopleIndex {
  staffByEmail(email: string): Promise<KnownStaff | null>;
  staffById(staffId: string): Promise<KnownStaff | null>;
  /** @returns false if the e-mail is taken, or the id */
  addStaff(staff: StaffRecord): Promise<boolean>;
  /** Everybody who works or worked here, by name, at most `limit`. */
  staffMembers(nowMs: number, limit: number): Promise<StaffMember[]>;
  /**
   * Changes where somebody stands and notes who did it, both or neither; see `decideStaffAct`. A change under an id that
   * was noted already does nothing. Who is switched off, or on again, is signed out everywhere. Each change ends the
   * links that they have not used; there is no new one for who is switched off.
   */
  changeStaff(change: StaffChange): Promise<StaffChanged>;
  /** What was changed about whom, newest first, at most `limit`. */
  staffChanges(limit: number): Promise<StaffChangeRow[]>;
  /** Keeps a session; of somebody who is switched off by then it keeps none. */
  addSession(session: StaffSession): Promise<void>;
  session(tokenHash: string): Promise<StaffSession | null>;
  endSession(tokenHash: string): Promise<void>;
  /** One-time secrets: sign-in links and device codes. A secret is kept as its hash. */
  addOneTime(secret: OneTime): Promise<void>;
  /**
   * Takes a secret: it works once, and not after its end.
   * @param byIds who takes it, under all their ids: their own secrets of that kind end with it, so that no two who take
   *   each other's both become the other
   */
  takeOneTime(
    kind: OneTime['kind'],
    secretHash: string,
    nowMs: number,
    byIds?: readonly string[],
  ): Promise<string | null>;
  /** Records that one guest became another (B2). */
  addAlias(fromId: string, intoId: string, atMs: number): Promise<void>;
  /** The id that a guest is now, and all ids merged into it, itself first. */
  identity(buyerId: string): Promise<{ buyerId: string; allIds: string[] }>;
  /**
   * The random key that networks of a stream are told apart by (H8), base64url: kept beside the log, and overwritten in the
   * very transaction that closes or cancels the stream.
   * @param fresh becomes the key if there was none yet
   * @returns null if the stream is over
   */
  networkKey(streamId: string, fresh: string): Promise<string | null>;
  addAddress(address: SealedAddress): Promise<void>;
  addressesOf(buyerIds: readonly string[]): Promise<SealedAddress[]>;
  /** Those of the addresses that there are, whoever they belong to, in no order. */
  addresses(addressIds: readonly string[]): Promise<SealedAddress[]>;
  addressCount(): Promise<number>;
  /** The fingerprints of all secrets that addresses are sealed with, in no order. */
  sealedUnder(): Promise<string[]>;
  /** Notes one more; twice is once. */
  sealUnder(fingerprint: string): Promise<void>;
  /** Forgets those of secrets that nobody has any more. */
  forgetSeals(fingerprints: readonly string[]): Promise<void>;
}

export interface StaffRecord {
  staffId: string;
  email: string;
  name: string;
  /** For who reads English; absent: there is the one name. */
  nameEn?: string;
  role: StaffRole;
  /** The producer that somebody of the role `producer` works for; null for all others. */
  producerId: string | null;
  /** argon2id in PHC form. */
  passwordHash: string;
}

/** A member of staff as they stand now. */
export type KnownStaff = StaffRecord &
  Pick<Standing, 'offAtMs'> & { /** Empty: there is the one name. */ nameEn: string };

/** What the office sees of a member of staff. */
export interface StaffMember extends Omit<KnownStaff, 'passwordHash'> {
  /** On how many devices they are signed in. */
  sessions: number;
}

export interface StaffChange {
  changeId: string;
  atMs: number;
  /** Who did it. */
  byId: string;
  staffId: string;
  act: StaffAct;
  /** A link that comes with being taken in, or with a new one: kept with the change, or not at all. */
  link?: Pick<OneTime, 'secretHash' | 'untilMs'>;
}

export type StaffChanged =
  | { outcome: 'done'; endedSessions: string[] }
  | { outcome: 'unknown' }
  /** Nobody else could let anybody in. */
  | { outcome: 'last_operator' };

/** A change as it is kept; `role` is what they were from then on. */
export interface StaffChangeRow {
  changeId: string;
  atMs: number;
  byId: string;
  staffId: string;
  what: StaffAct['what'];
  role: StaffRole;
  /** The role of the change before it about the same person; null: it is the first. */
  wasRole: StaffRole | null;
}

export interface StaffSession {
  tokenHash: string;
  staffId: string;
  untilMs: number;
}

export interface OneTime {
  kind: 'sign_in' | 'device';
  secretHash: string;
  /** The staff id or buyer id that the secret stands for. */
  subjectId: string;
  untilMs: number;
}
