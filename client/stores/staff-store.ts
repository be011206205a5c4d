import type { Reason } from '../../shared/contract/answer.ts';
import type { InviteReply, InviteRequest, StaffList } from '../../shared/contract/office.ts';
import type { OfficeRole } from '../../shared/contract/office-roles.ts';
import { ok, type Result } from '../../shared/values/result.ts';
import { createIdempotentSender, type Unkeyed } from './idempotent-sender.ts';
import type { RemoteValue } from './remote-value.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

export interface StaffStore extends RemoteValue<StaffList> {
  /** @returns who they are from now on, and the token that signs them in once */
  invite(person: Unkeyed<InviteRequest>): Promise<Result<InviteReply, Reason>>;
  /** @returns a token in the place of all that were not used */
  newLink(staffId: string): Promise<Result<string, Reason>>;
  /** Each answers why not, or null. */
  setRole(staffId: string, role: OfficeRole): Promise<Reason | null>;
  rename(staffId: string, names: { name: string; nameEn: string }): Promise<Reason | null>;
  switch(staffId: string, isOn: boolean): Promise<Reason | null>;
}

/** Who works here, and what operators do about it (A1). */
export function createStaffStore(world: World): StaffStore {
  const { http, newKey } = world;
  const asked = createStaffRead<StaffList>(world, ['staff'], () => http.call('staff'));
  const send = createIdempotentSender(newKey);
  /** After every change the list is asked for again: it also says who did it. */
  async function then<Value>(answering: Promise<Result<Value, Reason>>): Promise<Result<Value, Reason>> {
    const answer = await answering;
    await asked.reload();
    return answer;
  }
  const reasonOf = (answer: Result<unknown, Reason>) => (answer.ok ? null : answer.refusal);
  return {
    ...asked,
    invite: (person) => then(send(person, (body) => http.call('invite', { body }))),
    newLink: async (staffId) => {
      const answer = await then(http.call('newLink', { params: { staffId } }));
      return answer.ok ? ok(answer.value.token) : answer;
    },
    setRole: async (staffId, role) =>
      reasonOf(await then(http.call('setRole', { params: { staffId }, body: { role } }))),
    rename: async (staffId, names) =>
      reasonOf(await then(http.call('nameMember', { params: { staffId }, body: names }))),
    switch: async (staffId, isOn) =>
      reasonOf(await then(http.call('switchMember', { params: { staffId }, body: { isOn } }))),
  };
}
