import { decideStaffAct } from '../../market/account/staff.ts';
import type { AudienceStore } from '../../ports/audience.ts';
import type { Directory } from '../../ports/directory.ts';
import { MAX_ADDRESSES_LISTED, MAX_SESSIONS } from '../limits.ts';
import { memoryPeopleIndex } from './memory-people-index.ts';
import { isOver } from './memory-store.ts';
import { memoryTexts } from './memory-texts.ts';
import { rootOf, type Tables } from './tables.ts';

/** Who people are, in maps. */
export function memoryDirectory(tables: Tables): Directory {
  const { staff, staffChanges, sessions, oneTimes, aliases, addresses } = tables;
  const staffByEmail = (email: string) =>
    [...staff.values()].find((member) => member.email.toLowerCase() === email.toLowerCase()) ?? null;

  return {
    ...memoryTexts(tables),
    ...memoryPeopleIndex(tables),
    staffByEmail: async (email) => staffByEmail(email),
    staffById: async (staffId) => staff.get(staffId) ?? null,
    async addStaff(member) {
      if (staffByEmail(member.email) || staff.has(member.staffId)) return false;
      staff.set(member.staffId, { nameEn: '', ...member, offAtMs: null });
      return true;
    },
    async staffMembers(nowMs, limit) {
      const signedIn = (id: string) =>
        [...sessions.values()].filter(({ staffId, untilMs }) => staffId === id && untilMs > nowMs).length;
      return [...staff.values()]
        .sort((a, b) => compare(a.name, b.name) || compare(a.staffId, b.staffId))
        .slice(0, limit)
        .map(({ passwordHash: _, ...member }) => ({ ...member, sessions: signedIn(member.staffId) }));
    },
    async changeStaff({ changeId, atMs, byId, staffId, act, link }) {
      const addLink = () => {
        if (link)
          oneTimes.set(`sign_in ${link.secretHash}`, { kind: 'sign_in', subjectId: staffId, ...link });
      };
      const member = staff.get(staffId);
      if (!member) return { outcome: 'unknown' };
      const others = [...staff.values()].filter(
        (other) => other.staffId !== staffId && other.role === 'operator' && other.offAtMs === null,
      );
      const after = decideStaffAct(member, act, atMs, others.length);
      if (after === 'is_off') return { outcome: 'unknown' };
      if (staffChanges.has(changeId)) {
        addLink();
        return { outcome: 'done', endedSessions: [] };
      }
      if (after === 'last_operator') return { outcome: after };
      if (after === 'nothing_new') return { outcome: 'done', endedSessions: [] };
      const { standing, endsSessions, endsLinks } = after;
      const password = act.what === 'password' ? { passwordHash: act.passwordHash } : {};
      const names = act.what === 'name' ? { name: act.name, nameEn: act.nameEn } : {};
      staff.set(staffId, { ...member, ...standing, ...password, ...names });
      staffChanges.set(changeId, { changeId, atMs, byId, staffId, what: act.what, role: standing.role });
      for (const [name, { kind, subjectId }] of oneTimes) {
        if (endsLinks && kind === 'sign_in' && subjectId === staffId) oneTimes.delete(name);
      }
      addLink();
      const ended = [...sessions.values()].filter((session) => endsSessions && session.staffId === staffId);
      for (const { tokenHash } of ended) sessions.delete(tokenHash);
      return { outcome: 'done', endedSessions: ended.map(({ tokenHash }) => tokenHash) };
    },
    async staffChanges(limit) {
      const all = [...staffChanges.values()].sort(
        (a, b) => b.atMs - a.atMs || compare(b.changeId, a.changeId),
      );
      return all.slice(0, limit).map((change, n) => {
        const before = all.slice(n + 1).find(({ staffId }) => staffId === change.staffId);
        return { ...change, wasRole: before?.role ?? null };
      });
    },
    async addSession(session) {
      const member = staff.get(session.staffId);
      if (!member) throw new Error('A session belongs to a member of staff.');
      if (member.offAtMs !== null) return;
      sessions.set(session.tokenHash, session);
      const own = [...sessions.values()].filter(({ staffId }) => staffId === session.staffId);
      own.sort((a, b) => b.untilMs - a.untilMs || (a.tokenHash < b.tokenHash ? -1 : 1));
      for (const { tokenHash } of own.slice(MAX_SESSIONS)) sessions.delete(tokenHash);
    },
    session: async (tokenHash) => sessions.get(tokenHash) ?? null,
    async endSession(tokenHash) {
      sessions.delete(tokenHash);
    },
    async addOneTime(secret) {
      oneTimes.set(`${secret.kind} ${secret.secretHash}`, secret);
    },
    async takeOneTime(kind, secretHash, nowMs, byIds = []) {
      const name = `${kind} ${secretHash}`;
      const secret = oneTimes.get(name);
      oneTimes.delete(name);
      for (const [other, { untilMs }] of oneTimes) if (untilMs <= nowMs) oneTimes.delete(other);
      if (!secret || nowMs >= secret.untilMs) return null;
      for (const [other, own] of oneTimes) {
        if (own.kind === kind && byIds.includes(own.subjectId)) oneTimes.delete(other);
      }
      return secret.subjectId;
    },
    async addAlias(fromId, intoId, atMs) {
      const from = rootOf(tables, fromId);
      const into = rootOf(tables, intoId);
      if (from === into) return;
      for (const [id, alias] of aliases) {
        if (alias.rootId === from) aliases.set(id, { ...alias, rootId: into });
      }
      aliases.set(from, { rootId: into, atMs });
    },
    async identity(id) {
      const buyerId = rootOf(tables, id);
      const merged = [...aliases].filter(([, { rootId }]) => rootId === buyerId);
      merged.sort(([idA, a], [idB, b]) => a.atMs - b.atMs || (idA < idB ? -1 : 1));
      return { buyerId, allIds: [buyerId, ...merged.map(([mergedId]) => mergedId)] };
    },
    async networkKey(streamId, fresh) {
      const stream = tables.streams.get(streamId);
      if (stream && isOver(stream)) return null;
      const key = tables.networkKeys.get(streamId) ?? fresh;
      tables.networkKeys.set(streamId, key);
      return key;
    },
    async addAddress(address) {
      const name = `${address.buyerId} ${address.key}`;
      if (!addresses.has(name)) addresses.set(name, address);
    },
    async addressesOf(buyerIds) {
      return [...addresses.values()]
        .filter((address) => buyerIds.includes(address.buyerId))
        .sort((a, b) => b.atMs - a.atMs || (a.addressId < b.addressId ? 1 : -1))
        .slice(0, MAX_ADDRESSES_LISTED);
    },
    async addresses(addressIds) {
      return [...addresses.values()].filter(({ addressId }) => addressIds.includes(addressId));
    },
    addressCount: async () => addresses.size,
    sealedUnder: async () => [...tables.sealedUnder],
    async sealUnder(fingerprint) {
      tables.sealedUnder.add(fingerprint);
    },
    async forgetSeals(fingerprints) {
      for (const fingerprint of fingerprints) tables.sealedUnder.delete(fingerprint);
    },
  };
}

/** As the databases compare: byte by byte. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Who watched when, in a map. */
export function memoryAudience(tables: Tables): AudienceStore {
  return {
    async record(rows) {
      for (const row of rows) tables.audience.set(row.connectionId, row);
    },
    async beat(node, atMs) {
      tables.beats.set(node, atMs);
    },
    beats: async (limit) =>
      [...tables.beats]
        .map(([node, atMs]) => ({ node, atMs }))
        .sort((a, b) => b.atMs - a.atMs || compare(a.node, b.node))
        .slice(0, limit),
    async closeLeft(node, silentSinceMs) {
      const { audience, beats } = tables;
      for (const [id, row] of audience) {
        const lastMs = beats.get(row.node) ?? Number.NEGATIVE_INFINITY;
        const isLeft = row.toMs === null && (row.node === node || lastMs < silentSinceMs);
        if (isLeft) audience.set(id, { ...row, toMs: Math.max(row.fromMs, lastMs) });
      }
      for (const [silent, lastMs] of beats) if (lastMs < silentSinceMs) beats.delete(silent);
    },
    async expose(rows) {
      for (const row of rows) {
        const name = `${row.streamId} ${row.itemNumber} ${row.viewerId} ${row.channel}`;
        const known = tables.exposures.get(name);
        tables.exposures.set(name, {
          ...row,
          shownMs: row.shownMs + (known?.shownMs ?? 0),
          isOpened: row.isOpened || (known?.isOpened ?? false),
          oneIn: Math.max(row.oneIn, known?.oneIn ?? 1),
          seenMinute: known?.seenMinute ?? row.seenMinute ?? null,
          openedMinute: known?.openedMinute ?? row.openedMinute ?? null,
        });
      }
    },
  };
}
