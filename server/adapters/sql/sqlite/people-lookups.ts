import type { SealedAddress, StaffRecord, StaffSession } from '../../../ports/directory.ts';
import { MAX_ADDRESSES_LISTED } from '../../limits.ts';
import type { SqliteDatabase } from '../driver.ts';
import { marks } from '../texts.ts';
import { statementCache } from './statements.ts';

const staffFrom = `SELECT staff_id AS "staffId", email, name, role, producer_id AS "producerId", password_hash AS "passwordHash" FROM staff`;

/** What the directory and the audience know. */
export function peopleLookups(db: SqliteDatabase) {
  const prepared = statementCache(db);

  return {
    staffByEmail: (email: string) =>
      (prepared(`${staffFrom} WHERE email_lower = ?`).get(email.toLowerCase()) as StaffRecord | undefined) ??
      null,
    staffById: (staffId: string) =>
      (prepared(`${staffFrom} WHERE staff_id = ?`).get(staffId) as StaffRecord | undefined) ?? null,
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
        `SELECT address_id AS "addressId", buyer_id AS "buyerId", key, sealed, at_ms AS "atMs" FROM address
         WHERE buyer_id IN (${marks(buyerIds.length)}) ORDER BY at_ms DESC, address_id DESC LIMIT ?`,
      ).all(...buyerIds, MAX_ADDRESSES_LISTED) as SealedAddress[],
  };
}
