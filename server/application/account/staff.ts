import {
  type InviteReply,
  type InviteRequest,
  MAX_STAFF,
  STAFF_CHANGES_SHOWN,
  type StaffList,
} from '../../../shared/contract/office.ts';
import type { OfficeRole } from '../../../shared/contract/office-roles.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { StaffRole } from '../../../shared/market/account/contract.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { StaffAct } from '../../market/account/staff.ts';
import type { KnownStaff } from '../../ports/directory.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { makeLink } from './sign-in-token.ts';

/** Who did what was done at the command line. */
export const COMMAND_LINE = 'command-line';

/** What operators do about the people who work here (A1). */
export interface StaffAdmin {
  list(): Promise<StaffList>;
  /**
   * Takes somebody in. A taken e-mail → BAD_REQUEST naming it; the same key again → a new link for the same account.
   * @param producerOf whom somebody of the role `producer` works for, asked once nothing else speaks against it
   */
  invite(
    by: StaffActor,
    request: Omit<InviteRequest, 'role'> & { role: StaffRole },
    producerOf?: () => Promise<Result<string, Refusal>>,
  ): Promise<Result<InviteReply & { producerId: string | null }, Refusal>>;
  newLink(by: StaffActor, staffId: string): Promise<Result<InviteReply, Refusal>>;
  /** @returns the sessions that it ended; NOT_FOUND for who is switched off */
  setPassword(by: StaffActor, staffId: string, password: string): Promise<Result<string[], Refusal>>;
  /** Another name ends nothing; the same one is no change. */
  rename(
    by: StaffActor,
    staffId: string,
    names: { name: string; nameEn: string },
  ): Promise<Result<string[], Refusal>>;
  /** @returns the sessions that it ended */
  setRole(by: StaffActor, staffId: string, role: OfficeRole): Promise<Result<string[], Refusal>>;
  switch(by: StaffActor, staffId: string, isOn: boolean): Promise<Result<string[], Refusal>>;
}

export function openStaffAdmin(
  deps: Pick<ApplicationDeps, 'directory' | 'secrets' | 'clock' | 'ids'>,
): StaffAdmin {
  const { directory, secrets, clock, ids } = deps;

  async function change(
    by: StaffActor,
    staffId: string,
    act: StaffAct,
    {
      changeId = ids.next(),
      ...more
    }: { changeId?: string; link?: ReturnType<typeof makeLink>['link'] } = {},
  ): Promise<Result<string[], Refusal>> {
    const changed = await directory.changeStaff({
      ...{ changeId, staffId, act, ...more },
      ...{ atMs: clock.nowMs(), byId: by.staffId },
    });
    if (changed.outcome === 'unknown') return refuse({ code: 'NOT_FOUND' });
    if (changed.outcome === 'last_operator') return refuse({ code: 'LAST_OPERATOR' });
    return ok(changed.endedSessions);
  }

  return {
    async list() {
      const members = await directory.staffMembers(clock.nowMs(), MAX_STAFF);
      const changes = await directory.staffChanges(STAFF_CHANGES_SHOWN);
      const known = new Map(members.map((member) => [member.staffId, member]));
      const named = (staffId: string) => known.get(staffId)?.name ?? staffId;
      const second = (staffId: string) => known.get(staffId)?.nameEn || undefined;
      return {
        members: members.map(({ producerId: _, nameEn, ...member }) => ({
          ...member,
          ...(nameEn && { nameEn }),
        })),
        changes: changes.map(({ byId, staffId, wasRole, ...changed }) => {
          const [byEn, whomEn] = [second(byId), second(staffId)];
          return {
            ...changed,
            by: byId === COMMAND_LINE ? null : named(byId),
            ...(byEn && { byEn }),
            whom: named(staffId),
            ...(whomEn && { whomEn }),
            ...(changed.what === 'role' && wasRole && { wasRole }),
          };
        }),
      };
    },
    async invite(by, { key, name, nameEn = '', email: given, role }, producerOf) {
      // The key names the account, so that whoever never heard the answer gets a way in by asking again.
      const staffId = key;
      const email = given.toLowerCase();
      const there = await directory.staffById(staffId);
      const isAgain = (known: KnownStaff) =>
        known.role === role &&
        known.email === email &&
        known.name === name &&
        known.nameEn === nameEn &&
        known.offAtMs === null;
      if (there && !isAgain(there)) return refuse({ code: 'KEY_REUSED' });
      // The same request may have come twice at once: then the other one has made the account meanwhile.
      const holder = there ?? (await directory.staffByEmail(email));
      if (holder && holder.staffId !== staffId) return refuse({ code: 'BAD_REQUEST', field: 'email' });
      if (!there && (await directory.staffMembers(clock.nowMs(), MAX_STAFF)).length >= MAX_STAFF) {
        return refuse({ code: 'TOO_MANY_LINES', max: MAX_STAFF });
      }
      const producer = producerOf ? await producerOf() : ok(null);
      if (!producer.ok) return producer;
      const producerId = producer.value;
      if (!there) {
        const passwordHash = await secrets.hashPassword(secrets.randomToken());
        const isNew = await directory.addStaff({
          ...{ staffId, email, name, nameEn, role, producerId, passwordHash },
        });
        const made = isNew ? null : await directory.staffById(staffId);
        if (!isNew && !made) return refuse({ code: 'BAD_REQUEST', field: 'email' });
        if (made && !isAgain(made)) return refuse({ code: 'KEY_REUSED' });
      }
      const { token, link } = makeLink(deps);
      const noted = await change(by, staffId, { what: 'invited' }, { changeId: key, link });
      return noted.ok ? ok({ staffId, producerId, token }) : noted;
    },
    async newLink(by, staffId) {
      const there = await directory.staffById(staffId);
      if (!there || there.offAtMs !== null) return refuse({ code: 'NOT_FOUND' });
      const { token, link } = makeLink(deps);
      const noted = await change(by, staffId, { what: 'link' }, { link });
      return noted.ok ? ok({ staffId, token }) : noted;
    },
    async setPassword(by, staffId, password) {
      const passwordHash = await secrets.hashPassword(password);
      return change(by, staffId, { what: 'password', passwordHash });
    },
    async rename(by, staffId, { name, nameEn }) {
      const there = await directory.staffById(staffId);
      if (there?.name === name && there.nameEn === nameEn) return ok([]);
      return change(by, staffId, { what: 'name', name, nameEn });
    },
    async setRole(by, staffId, role) {
      const there = await directory.staffById(staffId);
      // Whoever works for a producer sees that producer's money: they do not become somebody else of the staff.
      if (there?.role === 'producer') return refuse({ code: 'BAD_REQUEST', field: 'role' });
      return change(by, staffId, { what: 'role', role });
    },
    switch: (by, staffId, isOn) => change(by, staffId, { what: isOn ? 'on' : 'off' }),
  };
}
