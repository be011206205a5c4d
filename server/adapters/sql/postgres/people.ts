import { decideStaffAct, type StaffNames, type Standing } from '../../../market/account/staff.ts';
import type { AudienceRow, AudienceStore } from '../../../ports/audience.ts';
import type {
  Directory,
  KnownStaff,
  StaffChangeRow,
  StaffMember,
  StaffSession,
} from '../../../ports/directory.ts';
import type { PeopleIndex } from '../../../ports/people-index.ts';
import type { PersonalTexts } from '../../../ports/personal-texts.ts';
import type { SealedAddress } from '../../../ports/sealed-address.ts';
import { MAX_ADDRESSES_LISTED, MAX_SESSIONS } from '../../limits.ts';
import { audienceTable, exposureTable } from '../schema.ts';
import * as staffText from '../staff-texts.ts';
import {
  ADD_NETWORK_KEY,
  ADDRESSES,
  BEATS,
  CLOSE_LEFT_AUDIENCE,
  exposeSets,
  FORGET_SILENT_NODES,
  NETWORK_KEY,
  numbered,
  SEAL_UNDER,
  SEALED_UNDER,
} from '../texts.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { columnsFor, fromColumns } from './from-columns.ts';
import { withoutNul } from './nul-safe-params.ts';
import type { PoolConnection } from './pool-connection.ts';

/** Rows of the audience written at once. */
const AUDIENCE_SLICE = 1_000;
/** Merges of buyers come one after the other, so that each sees what the others made of the roots. */
const ALIAS_LOCK = 'SELECT pg_advisory_xact_lock(1178683730, 2)';

/** Changes of the staff come one after the other: of two last operators who leave at once, the second one stays. */
const STAFF_LOCK = 'SELECT pg_advisory_xact_lock(1178683730, 3)';

/** Who people are. */
export function postgresDirectory(
  links: ConnectionPool,
): Omit<Directory, keyof PersonalTexts | keyof PeopleIndex> {
  const one = async <Row>(text: string, ...values: unknown[]): Promise<Row | null> =>
    (await links.query<Row>(text, values.map(withoutNul)))[0] ?? null;

  return {
    staffByEmail: (email) =>
      one<KnownStaff>(`${staffText.STAFF} WHERE email_lower = $1`, email.toLowerCase()),
    staffById: (staffId) => one<KnownStaff>(`${staffText.STAFF} WHERE staff_id = $1`, staffId),

    async addStaff(s) {
      const added = await links.change(
        `INSERT INTO staff (staff_id, email, email_lower, name, role, producer_id, password_hash, name_en)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT DO NOTHING`,
        [
          s.staffId,
          s.email,
          s.email.toLowerCase(),
          s.name,
          s.role,
          s.producerId,
          s.passwordHash,
          s.nameEn ?? '',
        ],
      );
      return added === 1;
    },

    staffMembers: (nowMs, limit) =>
      links.query<StaffMember>(numbered(staffText.STAFF_MEMBERS), [nowMs, limit]),
    changeStaff: (change) =>
      links.transaction(async (link) => {
        const { changeId, atMs, staffId, act, link: added } = change;
        const ask = async <Row>(text: string, ...values: unknown[]) =>
          (await link.query<Row>(numbered(text), values)).rows;
        const keepLink = async () => {
          if (added) await ask(staffText.ADD_LINK, added.secretHash, staffId, added.untilMs);
        };
        await link.query(STAFF_LOCK);
        const [now] = await ask<Standing & StaffNames>(staffText.STANDING, staffId);
        if (!now) return { outcome: 'unknown' };
        const [counted] = await ask<{ others: number }>(staffText.OTHER_OPERATORS, staffId);
        const after = decideStaffAct(now, act, atMs, counted?.others ?? 0);
        if (after === 'is_off') return { outcome: 'unknown' };
        if ((await ask(staffText.IS_NOTED, changeId)).length > 0) {
          await keepLink();
          return { outcome: 'done', endedSessions: [] };
        }
        if (after === 'last_operator') return { outcome: after };
        if (after === 'nothing_new') return { outcome: 'done', endedSessions: [] };
        const { standing, endsSessions, endsLinks } = after;
        await ask(staffText.SET_STANDING, standing.role, standing.offAtMs, staffId);
        if (act.what === 'password') await ask(staffText.SET_PASSWORD, act.passwordHash, staffId);
        if (act.what === 'name') await ask(staffText.SET_NAME, act.name, act.nameEn, staffId);
        await ask(staffText.NOTE_CHANGE, ...staffText.noteValues(change, standing));
        if (endsLinks) await ask(staffText.DROP_LINKS, staffId);
        await keepLink();
        const ended = endsSessions ? await ask<{ tokenHash: string }>(staffText.END_SESSIONS, staffId) : [];
        return { outcome: 'done', endedSessions: ended.map(({ tokenHash }) => tokenHash) };
      }),
    staffChanges: (limit) => links.query<StaffChangeRow>(numbered(staffText.STAFF_CHANGES), [limit]),

    async addSession({ tokenHash, staffId, untilMs }) {
      await links.transaction(async (link) => {
        // Whoever is being switched off just now is waited for: then this one is ended, or never was.
        const holder = 'SELECT off_at_ms AS "offAtMs" FROM staff WHERE staff_id = $1 FOR SHARE';
        const { rows } = await link.query<Pick<Standing, 'offAtMs'>>(holder, [staffId]);
        if (rows[0] && rows[0].offAtMs !== null) return;
        const insert = 'INSERT INTO staff_session (token_hash, staff_id, until_ms) VALUES ($1, $2, $3)';
        await link.query(insert, [tokenHash, staffId, untilMs]);
        await link.query(
          `DELETE FROM staff_session WHERE staff_id = $1 AND token_hash NOT IN
             (SELECT token_hash FROM staff_session WHERE staff_id = $1 ORDER BY until_ms DESC, token_hash LIMIT $2)`,
          [staffId, MAX_SESSIONS],
        );
      });
    },
    session: (tokenHash) =>
      one<StaffSession>(
        `SELECT token_hash AS "tokenHash", staff_id AS "staffId", until_ms AS "untilMs" FROM staff_session
         WHERE token_hash = $1`,
        tokenHash,
      ),
    async endSession(tokenHash) {
      await links.change('DELETE FROM staff_session WHERE token_hash = $1', [tokenHash]);
    },

    async addOneTime({ kind, secretHash, subjectId, untilMs }) {
      await links.change(
        'INSERT INTO one_time (kind, secret_hash, subject_id, until_ms) VALUES ($1, $2, $3, $4)',
        [kind, secretHash, subjectId, untilMs],
      );
    },
    async takeOneTime(kind, secretHash, nowMs, byIds = []) {
      const taken = await links.transaction(async (link) => {
        if (byIds.length > 0) await link.query(ALIAS_LOCK);
        const { rows } = await link.query<{ subjectId: string }>(
          `DELETE FROM one_time WHERE kind = $1 AND secret_hash = $2 AND until_ms > $3
           RETURNING subject_id AS "subjectId"`,
          [kind, withoutNul(secretHash), nowMs],
        );
        const own = 'DELETE FROM one_time WHERE kind = $1 AND subject_id = ANY($2)';
        if (rows[0] && byIds.length > 0) await link.query(own, [kind, byIds]);
        return rows[0]?.subjectId ?? null;
      });
      await links.change('DELETE FROM one_time WHERE until_ms <= $1', [nowMs]);
      return taken;
    },

    /** Merges what `fromId` is now into what `intoId` is now; each row's root is kept current, so reads never walk. */
    async addAlias(fromId, intoId, atMs) {
      await links.transaction(async (link) => {
        await link.query(ALIAS_LOCK);
        const from = await rootOf(link, fromId);
        const into = await rootOf(link, intoId);
        if (from === into) return;
        await link.query('UPDATE buyer_alias SET root_id = $1 WHERE root_id = $2', [into, from]);
        await link.query(
          'INSERT INTO buyer_alias (from_id, into_id, root_id, at_ms) VALUES ($1, $2, $3, $4)',
          [from, intoId, into, atMs],
        );
      });
    },
    async identity(id) {
      const rows = await links.query<{ root: string; mergedId: string | null }>(
        `SELECT r.root, a.from_id AS "mergedId"
         FROM (SELECT coalesce((SELECT root_id FROM buyer_alias WHERE from_id = $1), $1) AS root) r
           LEFT JOIN buyer_alias a ON a.root_id = r.root
         ORDER BY a.at_ms, a.from_id`,
        [id],
      );
      const buyerId = rows[0]?.root ?? id;
      return { buyerId, allIds: [buyerId, ...rows.flatMap(({ mergedId }) => mergedId ?? [])] };
    },

    async networkKey(streamId, fresh) {
      await links.change(numbered(ADD_NETWORK_KEY), [streamId, fresh, streamId]);
      return (await one<{ key: string }>(numbered(NETWORK_KEY), streamId))?.key ?? null;
    },

    async addAddress({ addressId, buyerId, key, sealed, atMs }) {
      await links.change(
        `INSERT INTO address (address_id, buyer_id, key, sealed, at_ms) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (buyer_id, key) DO NOTHING`,
        [addressId, buyerId, key, sealed, atMs],
      );
    },
    addressesOf: (buyerIds) =>
      links.query<SealedAddress>(
        `${ADDRESSES} WHERE buyer_id = ANY($1) ORDER BY at_ms DESC, address_id DESC LIMIT $2`,
        [buyerIds, MAX_ADDRESSES_LISTED],
      ),
    addresses: (addressIds) =>
      links.query<SealedAddress>(`${ADDRESSES} WHERE address_id = ANY($1)`, [addressIds]),
    addressCount: async () =>
      Number((await one<{ n: string | number }>('SELECT count(*) AS n FROM address'))?.n ?? 0),
    sealedUnder: async () =>
      (await links.query<{ fingerprint: string }>(SEALED_UNDER)).map(({ fingerprint }) => fingerprint),
    async sealUnder(fingerprint) {
      await links.change(numbered(SEAL_UNDER), [fingerprint]);
    },
    async forgetSeals(fingerprints) {
      await links.change('DELETE FROM sealed_under WHERE fingerprint = ANY($1)', [fingerprints]);
    },
  };
}

/** Who watched when. */
export function postgresAudience(links: ConnectionPool): AudienceStore {
  const rest = audienceTable.columns.filter((column) => !audienceTable.key.includes(column));
  const changes = rest.map((column) => `${column} = excluded.${column}`).join(', ');
  const upsert = fromColumns(audienceTable, `DO UPDATE SET ${changes}`);
  const expose = fromColumns(exposureTable, exposeSets('greatest'));

  return {
    async record(rows) {
      // One statement can give a row one value only: the last one.
      const last = [...new Map(rows.map((row): [string, AudienceRow] => [row.connectionId, row])).values()];
      for (let from = 0; from < last.length; from += AUDIENCE_SLICE) {
        const values = last.slice(from, from + AUDIENCE_SLICE).map(audienceTable.values);
        await links.change(upsert, columnsFor(audienceTable, values));
      }
    },
    async beat(node, atMs) {
      await links.change(
        'INSERT INTO beat (node, at_ms) VALUES ($1, $2) ON CONFLICT (node) DO UPDATE SET at_ms = excluded.at_ms',
        [node, atMs],
      );
    },
    beats: (limit) => links.query<{ node: string; atMs: number }>(numbered(BEATS), [limit]),
    async closeLeft(node, silentSinceMs) {
      await links.transaction(async (link) => {
        await link.query(numbered(CLOSE_LEFT_AUDIENCE), [node, silentSinceMs]);
        await link.query(numbered(FORGET_SILENT_NODES), [silentSinceMs]);
      });
    },
    async expose(rows) {
      for (let from = 0; from < rows.length; from += AUDIENCE_SLICE) {
        const values = rows.slice(from, from + AUDIENCE_SLICE).map(exposureTable.values);
        await links.change(expose, columnsFor(exposureTable, values));
      }
    },
  };
}

async function rootOf(link: PoolConnection, id: string): Promise<string> {
  const { rows } = await link.query<{ rootId: string }>(
    'SELECT root_id AS "rootId" FROM buyer_alias WHERE from_id = $1',
    [id],
  );
  return rows[0]?.rootId ?? id;
}
