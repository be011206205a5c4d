import type { RouteName } from '../../../shared/contract/http.ts';
import type { MemberView, StaffChangeView, StaffList } from '../../../shared/contract/office.ts';

const now = Date.now();
const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const HOUR = 3_600_000;

const members: MemberView[] = [
  ...(
    [
      ['Amei', 'amei@example.org', 'operator', null, 2],
      ['Li Guoqiang 李国强', 'li.guoqiang@laojunshan-potato-co-operative.example', 'producer', null, 0],
      ['Wang Fang', 'fang@example.org', 'packer', now - 26 * HOUR, 0],
      ['Yang Xiuying 杨秀英', 'yang@example.org', 'host', null, 1],
    ] as const
  ).map(([name, email, role, offAtMs, sessions], index) => ({
    ...{ staffId: id(index + 2), name, email, role, offAtMs, sessions },
  })),
];

const changes: StaffChangeView[] = [
  { changeId: id(91), atMs: now - 26 * HOUR, by: 'Amei', whom: 'Wang Fang', what: 'off', role: 'packer' },
  { changeId: id(92), atMs: now - 50 * HOUR, by: 'Amei', whom: 'Wang Fang', what: 'role', role: 'packer' },
  { changeId: id(93), atMs: now - 51 * HOUR, by: null, whom: 'Amei', what: 'invited', role: 'operator' },
];

export const staffList: StaffList = { members, changes };

/** The office with a few people, or with nobody but its operator. */
export function officeDesk(scene: string): Partial<Record<RouteName, (input: unknown) => unknown>> {
  const list = scene === 'empty' ? { members: members.slice(0, 1), changes: [] } : staffList;
  return {
    staff: () => list,
    invite: () => ({ staffId: id(9), token: 'Yx3kq-Rw7s2_vPzT9LmNbQ4cJdH8fGaE5uKiXoZtSyM' }),
    newLink: () => ({ staffId: id(9), token: 'Yx3kq-Rw7s2_vPzT9LmNbQ4cJdH8fGaE5uKiXoZtSyM' }),
    setRole: () => ({ refusal: { code: 'LAST_OPERATOR' } }),
    switchMember: () => list,
  };
}
