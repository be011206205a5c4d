import type { AudienceRow, AudienceStore, ExposureRow } from '../../server/ports/audience.ts';
import type {
  Directory,
  OneTime,
  SealedAddress,
  StaffRecord,
  StaffSession,
} from '../../server/ports/directory.ts';

/** Who people are, in maps. */
export function fakeDirectory(): Directory & { staff: StaffRecord[]; addresses: SealedAddress[] } {
  const staff: StaffRecord[] = [];
  const sessions = new Map<string, StaffSession>();
  const secrets: OneTime[] = [];
  const aliases = new Map<string, string>();
  const addresses: SealedAddress[] = [];
  return {
    staff,
    addresses,
    staffByEmail: async (email) => staff.find((one) => one.email === email) ?? null,
    staffById: async (staffId) => staff.find((one) => one.staffId === staffId) ?? null,
    async addStaff(one) {
      staff.push(one);
      return true;
    },
    async addSession(session) {
      sessions.set(session.tokenHash, session);
    },
    session: async (tokenHash) => sessions.get(tokenHash) ?? null,
    async endSession(tokenHash) {
      sessions.delete(tokenHash);
    },
    async addOneTime(secret) {
      secrets.push(secret);
    },
    async takeOneTime(kind, secretHash, nowMs) {
      const at = secrets.findIndex(
        (s) => s.kind === kind && s.secretHash === secretHash && s.untilMs > nowMs,
      );
      return at < 0 ? null : secrets.splice(at, 1)[0]!.subjectId;
    },
    async addAlias(fromId, intoId) {
      aliases.set(fromId, intoId);
    },
    async identity(guestId) {
      const buyerId = aliases.get(guestId) ?? guestId;
      const merged = [...aliases].filter(([, into]) => into === buyerId).map(([from]) => from);
      return { buyerId, allIds: [buyerId, ...merged] };
    },
    async addAddress(address) {
      if (!addresses.some((a) => a.buyerId === address.buyerId && a.key === address.key))
        addresses.push(address);
    },
    addressesOf: async (buyerIds) => addresses.filter((address) => buyerIds.includes(address.buyerId)),
  };
}

export function fakeAudience(): AudienceStore & {
  rows: Map<string, AudienceRow>;
  exposures: ExposureRow[];
  batches: number;
  fails: boolean;
} {
  const rows = new Map<string, AudienceRow>();
  const exposures: ExposureRow[] = [];
  return {
    rows,
    exposures,
    batches: 0,
    fails: false,
    async record(batch) {
      if (this.fails) throw new Error('no store');
      this.batches += 1;
      for (const row of batch) rows.set(row.connectionId, row);
    },
    beat: async () => {},
    closeLeft: async () => {},
    expose: async (batch) => void exposures.push(...batch),
  };
}
