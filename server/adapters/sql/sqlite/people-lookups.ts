import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { KnownStaff, StaffChangeRow, StaffMember, StaffSession } from '../../../ports/directory.ts';
import type { SealedAddress } from '../../../ports/sealed-address.ts';
import { MAX_ADDRESSES_LISTED } from '../../limits.ts';
import { STAFF, STAFF_CHANGES, STAFF_MEMBERS } from '../staff-texts.ts';
import { ADDRESSES, BEATS, marks, SEALED_UNDER } from '../texts.ts';
import { statementCache } from './statements.ts';

/** What the directory and the audience know. */
export function peopleLookups(db: SqliteDatabase) {
  const prepared = statementCache(db);

  return {
    staffByEmail: (email: string) =>
      (prepared(`${STAFF} WHERE email_lower = ?`).get(email.toLowerCase()) as KnownStaff | undefined) ?? null,
    staffById: (staffId: string) =>
      (prepared(`${STAFF} WHERE staff_id = ?`).get(staffId) as KnownStaff | undefined) ?? null,
    staffMembers: (nowMs: number, limit: number) =>
      prepared(STAFF_MEMBERS).all(nowMs, limit) as StaffMember[],
    staffChanges: (limit: number) => prepared(STAFF_CHANGES).all(limit) as StaffChangeRow[],
    beats: (limit: number) => prepared(BEATS).all(limit) as { node: string; atMs: number }[],
    session: (tokenHash: string) =>
      (prepared(
        `SELECT token_hash AS "tokenHash", staff_id AS "staffId", until_ms AS "untilMs" FROM staff_session
         WHERE token_hash = ?`,
      ).get(tokenHash) as StaffSession | undefined) ?? null,

    identity(buyerId: string): { buyerId: string; allIds: string[] } {
      const root = (prepared('SELECT root_id FROM buyer_alias WHERE from_id = ?').pluck().get(buyerId) ??
        buyerId) as string;
      const merged = prepared('SELECT from_id FROM buyer_alias WHERE root_id = ? ORDER BY at_ms, from_id')
        .pluck()
        .all(root) as string[];
      return { buyerId: root, allIds: [root, ...merged] };
    },

    addressesOf: (buyerIds: readonly string[]) =>
      prepared(
        `${ADDRESSES} WHERE buyer_id IN (${marks(buyerIds.length)}) ORDER BY at_ms DESC, address_id DESC LIMIT ?`,
      ).all(...buyerIds, MAX_ADDRESSES_LISTED) as SealedAddress[],
    addresses: (addressIds: readonly string[]) =>
      prepared(`${ADDRESSES} WHERE address_id IN (SELECT value FROM json_each(?))`).all(
        JSON.stringify(addressIds),
      ) as SealedAddress[],
    addressCount: () => prepared('SELECT count(*) FROM address').pluck().get() as number,
    sealedUnder: () => prepared(SEALED_UNDER).pluck().all() as string[],
  };
}
