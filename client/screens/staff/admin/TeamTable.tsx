import { useStore } from 'zustand';
import type { MemberView } from '../../../../shared/contract/office.ts';
import type { StaffRole } from '../../../../shared/market/account/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import { useWorld } from '../../../stores/world.ts';
import { Pill } from '../../../ui/Pill.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { DenseList } from '../ListTools.tsx';
import { type ListAsked, sortedBy, useListAsked } from '../list-address.ts';

const columns = ['name', 'role', 'email', 'sessions'] as const;
type Column = (typeof columns)[number];
/** What the list can be narrowed to: a role, or those who may not sign in. */
const OFF = 'off';

/** Everybody who works here, a line each: found, filtered and sorted, all of which stands in the address. */
export function TeamTable({
  members,
  onOpen,
}: {
  members: readonly MemberView[];
  onOpen(staffId: string): void;
}) {
  const say = useMessages(peopleMessages);
  const language = useLanguage();
  const roles = Object.keys(say.roles) as StaffRole[];
  const { asked, ask } = useListAsked(columns, CHOICES);
  const heads = columns.map((name) => ({ name, words: say.columns[name], isFigure: name === 'sessions' }));
  const shown = membersShown(members, asked, language, say.roles);
  return (
    <DenseList
      {...{ asked, ask, columns: heads, count: say.people }}
      label={say.title}
      className="team-rows"
      filters={{
        find: say.find,
        only: {
          label: say.only,
          options: [
            ...roles.map((role) => ({ value: role, words: say.roles[role] })),
            { value: OFF, words: say.offShort },
          ],
        },
      }}
      shown={shown.length}
      all={members.length}
      rows={shown.map((member) => <MemberRow key={member.staffId} member={member} onOpen={onOpen} />)}
    />
  );
}

const CHOICES: readonly string[] = [
  ...(['operator', 'host', 'assistant', 'producer', 'analyst', 'packer'] satisfies StaffRole[]),
  OFF,
];

/** Those that a list asks for, in its order; somebody is found by either name or the address. */
export function membersShown(
  members: readonly MemberView[],
  { text, choice, by, isDescending }: ListAsked<Column>,
  language: string,
  roles: Record<StaffRole, string>,
): readonly MemberView[] {
  const wanted = text.trim().toLowerCase();
  const found = members.filter(
    ({ name, nameEn, email, role, offAtMs }) =>
      (wanted === '' || [name, nameEn, email].join(' ').toLowerCase().includes(wanted)) &&
      (choice === '' || (choice === OFF ? offAtMs !== null : role === choice)),
  );
  if (by === null) return found;
  return sortedBy(found, isDescending, language, (member) => {
    if (by === 'name') return personIn(language, member.name, member.nameEn);
    return by === 'role' ? roles[member.role] : member[by];
  });
}

function MemberRow({ member, onOpen }: { member: MemberView; onOpen(staffId: string): void }) {
  const say = useMessages(peopleMessages);
  const language = useLanguage();
  const { me } = useWorld();
  const isOwn = useStore(me.store, (state) => state.me?.staff?.staffId === member.staffId);
  const { staffId, name, nameEn, email, role, offAtMs, sessions } = member;
  return (
    <tr className={offAtMs === null ? undefined : 'is-off'}>
      <th scope="row">
        <button type="button" className="dense-open" aria-haspopup="dialog" onClick={() => onOpen(staffId)}>
          <bdi>{personIn(language, name, nameEn)}</bdi>
        </button>{' '}
        {isOwn && <Pill tone="held">{say.you}</Pill>}
      </th>
      <td>{say.roles[role]}</td>
      <td className="dense-long" title={email}>
        <bdi>{email}</bdi>
      </td>
      <td className="figure">{offAtMs === null ? say.signedIn(sessions) : <Pill>{say.offShort}</Pill>}</td>
    </tr>
  );
}
