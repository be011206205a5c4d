import type { Database as SqliteDatabase } from 'better-sqlite3';
import { decideStaffAct, type StaffNames, type Standing } from '../../../market/account/staff.ts';
import type {
  OneTime,
  StaffChange,
  StaffChanged,
  StaffRecord,
  StaffSession,
} from '../../../ports/directory.ts';
import type { SealedAddress } from '../../../ports/sealed-address.ts';
import { MAX_SESSIONS } from '../../limits.ts';
import * as staffText from '../staff-texts.ts';
import { ADD_NETWORK_KEY, NETWORK_KEY, SEAL_UNDER } from '../texts.ts';
import { transaction } from './statements.ts';

/** What the directory changes; each a small transaction of its own, between the appends. */
export function peopleWrites(db: SqliteDatabase) {
  const addStaff = db.prepare(
    `INSERT INTO staff (staff_id, email, email_lower, name, name_en, role, producer_id, password_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const standingOf = db.prepare(staffText.STANDING);
  const isNoted = db.prepare(staffText.IS_NOTED);
  const otherOperators = db.prepare(staffText.OTHER_OPERATORS).pluck();
  const setStanding = db.prepare(staffText.SET_STANDING);
  const setName = db.prepare(staffText.SET_NAME);
  const setPassword = db.prepare(staffText.SET_PASSWORD);
  const noteChange = db.prepare(staffText.NOTE_CHANGE);
  const dropLinks = db.prepare(staffText.DROP_LINKS);
  const addLink = db.prepare(staffText.ADD_LINK);
  const endSessions = db.prepare(staffText.END_SESSIONS).pluck();
  const addSession = db.prepare(
    'INSERT INTO staff_session (token_hash, staff_id, until_ms) VALUES (?, ?, ?)',
  );
  const dropOldSessions = db.prepare(
    `DELETE FROM staff_session WHERE staff_id = ? AND token_hash NOT IN
       (SELECT token_hash FROM staff_session WHERE staff_id = ? ORDER BY until_ms DESC, token_hash LIMIT ?)`,
  );
  const endSession = db.prepare('DELETE FROM staff_session WHERE token_hash = ?');
  const addOneTime = db.prepare(
    'INSERT INTO one_time (kind, secret_hash, subject_id, until_ms) VALUES (?, ?, ?, ?)',
  );
  const takeOneTime = db.prepare(
    'DELETE FROM one_time WHERE kind = ? AND secret_hash = ? AND until_ms > ? RETURNING subject_id',
  );
  const dropOwn = db.prepare('DELETE FROM one_time WHERE kind = ? AND subject_id = ?');
  const dropEnded = db.prepare('DELETE FROM one_time WHERE until_ms <= ?');
  const rootOf = db.prepare('SELECT root_id FROM buyer_alias WHERE from_id = ?').pluck();
  const addAlias = db.prepare(
    'INSERT INTO buyer_alias (from_id, into_id, root_id, at_ms) VALUES (?, ?, ?, ?)',
  );
  const moveRoot = db.prepare('UPDATE buyer_alias SET root_id = ? WHERE root_id = ?');
  const addAddress = db.prepare(
    `INSERT INTO address (address_id, buyer_id, key, sealed, at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (buyer_id, key) DO NOTHING`,
  );
  const addNetworkKey = db.prepare(ADD_NETWORK_KEY);
  const networkKey = db.prepare(NETWORK_KEY).pluck();
  const sealUnder = db.prepare(SEAL_UNDER);
  const forgetSeal = db.prepare('DELETE FROM sealed_under WHERE fingerprint = ?');
  const root = (id: string): string => (rootOf.get(id) as string | undefined) ?? id;

  return {
    addStaff: (s: StaffRecord): boolean =>
      addStaff.run(
        ...[s.staffId, s.email, s.email.toLowerCase(), s.name, s.nameEn ?? '', s.role],
        ...[s.producerId, s.passwordHash],
      ).changes === 1,

    changeStaff: transaction(db, (change: StaffChange): StaffChanged => {
      const { changeId, atMs, staffId, act, link } = change;
      const keepLink = () => link && addLink.run(link.secretHash, staffId, link.untilMs);
      const now = standingOf.get(staffId) as (Standing & StaffNames) | undefined;
      if (!now) return { outcome: 'unknown' };
      const after = decideStaffAct(now, act, atMs, otherOperators.get(staffId) as number);
      if (after === 'is_off') return { outcome: 'unknown' };
      if (isNoted.get(changeId)) {
        keepLink();
        return { outcome: 'done', endedSessions: [] };
      }
      if (after === 'last_operator') return { outcome: after };
      if (after === 'nothing_new') return { outcome: 'done', endedSessions: [] };
      const { standing, endsSessions, endsLinks } = after;
      setStanding.run(standing.role, standing.offAtMs, staffId);
      if (act.what === 'password') setPassword.run(act.passwordHash, staffId);
      if (act.what === 'name') setName.run(act.name, act.nameEn, staffId);
      noteChange.run(...staffText.noteValues(change, standing));
      if (endsLinks) dropLinks.run(staffId);
      keepLink();
      const endedSessions = endsSessions ? (endSessions.all(staffId) as string[]) : [];
      return { outcome: 'done', endedSessions };
    }),

    addSession: transaction(db, (session: StaffSession): void => {
      const holder = standingOf.get(session.staffId) as Standing | undefined;
      if (holder && holder.offAtMs !== null) return;
      addSession.run(session.tokenHash, session.staffId, session.untilMs);
      dropOldSessions.run(session.staffId, session.staffId, MAX_SESSIONS);
    }),

    endSession(tokenHash: string): void {
      endSession.run(tokenHash);
    },

    addOneTime(secret: OneTime): void {
      addOneTime.run(secret.kind, secret.secretHash, secret.subjectId, secret.untilMs);
    },

    takeOneTime: transaction(
      db,
      (kind: OneTime['kind'], secretHash: string, nowMs: number, byIds: readonly string[]): string | null => {
        const taken = takeOneTime.get(kind, secretHash, nowMs) as { subject_id: string } | undefined;
        dropEnded.run(nowMs);
        for (const own of taken ? byIds : []) dropOwn.run(kind, own);
        return taken?.subject_id ?? null;
      },
    ),

    /** Merges what `fromId` is now into what `intoId` is now; each row's root is kept current, so reads never walk. */
    addAlias: transaction(db, (fromId: string, intoId: string, atMs: number): void => {
      const from = root(fromId);
      const into = root(intoId);
      if (from === into) return;
      moveRoot.run(into, from);
      addAlias.run(from, intoId, into, atMs);
    }),

    networkKey: transaction(db, (streamId: string, fresh: string): string | null => {
      addNetworkKey.run(streamId, fresh, streamId);
      return (networkKey.get(streamId) as string | undefined) ?? null;
    }),

    addAddress(a: SealedAddress): void {
      addAddress.run(a.addressId, a.buyerId, a.key, a.sealed, a.atMs);
    },

    sealUnder(fingerprint: string): void {
      sealUnder.run(fingerprint);
    },

    forgetSeals(fingerprints: readonly string[]): void {
      for (const fingerprint of fingerprints) forgetSeal.run(fingerprint);
    },
  };
}
