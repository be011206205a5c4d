import type { StaffRole } from '../../shared/contract/account.ts';

/** Who people are: staff, devices merged into one buyer, and sealed addresses. Never part of a log (A3). */
export interface Directory {
  staffByEmail(email: string): Promise<StaffRecord | null>;
  staffById(staffId: string): Promise<StaffRecord | null>;
  /** @returns false if the e-mail is taken */
  addStaff(staff: StaffRecord): Promise<boolean>;
  addSession(session: StaffSession): Promise<void>;
  session(tokenHash: string): Promise<StaffSession | null>;
  endSession(tokenHash: string): Promise<void>;
  /** One-time secrets: sign-in links and device codes. A secret is kept as its hash. */
  addOneTime(secret: OneTime): Promise<void>;
  /** Takes a secret: it works once, and not after its end. */
  takeOneTime(kind: OneTime['kind'], secretHash: string, nowMs: number): Promise<string | null>;
  /** Records that one guest became another (B2). */
  addAlias(fromId: string, intoId: string, atMs: number): Promise<void>;
  /** The id that a guest is now, and all ids merged into it, itself first. */
  identity(buyerId: string): Promise<{ buyerId: string; allIds: string[] }>;
  addAddress(address: SealedAddress): Promise<void>;
  addressesOf(buyerIds: readonly string[]): Promise<SealedAddress[]>;
}

export interface StaffRecord {
  staffId: string;
  email: string;
  name: string;
  role: StaffRole;
  /** The producer that somebody of the role `producer` works for; null for all others. */
  producerId: string | null;
  /** argon2id in PHC form. */
  passwordHash: string;
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

export interface SealedAddress {
  addressId: string;
  buyerId: string;
  /** The key made with the request: saving twice keeps one. */
  key: string;
  /** AES-256-GCM of the JSON `{name, phone, address}`, base64url. */
  sealed: string;
  atMs: number;
}
