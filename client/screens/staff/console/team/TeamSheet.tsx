import { useStore } from 'zustand';
import type { Grant } from '../../../../../shared/market/stream/contract.ts';
import type { TeamMember } from '../../../../../shared/market/stream/team.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { streamTeamMessages } from '../../../../i18n/stream-team.ts';
import { createStreamTeamStore, type StreamTeamStore } from '../../../../stores/stream-team-store.ts';
import { useOwnStore, useWorld } from '../../../../stores/world.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { Empty } from '../../../../ui/Empty.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { personIn } from '../../../../ui/person-in.ts';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { useHostSentence } from '../host-sentence.ts';
import { GrantSwitches, grantsInUse } from './GrantSwitches.tsx';
import './team.css';

/** So many people are shown with their switches; of more each opens with a tap. */
const OPEN_AT_ONCE = 3;

/** The people of a stream, and a switch for each thing that they may do there (A1). A switch counts at once. */
export function TeamSheet({ slug, onClose }: { slug: string; onClose(): void }) {
  const say = useMessages(streamTeamMessages);
  const language = useLanguage();
  const team = useOwnStore((world) => createStreamTeamStore(slug, world));
  const { team: told, reason, wanted } = useStore(team.store);
  const sentence = useHostSentence('CNY');
  return (
    <Sheet title={say.title} onClose={onClose}>
      {!told && !reason && <Bones count={4} />}
      {told && <p className="soft">{say.about(personIn(language, told.hostName, told.hostNameEn))}</p>}
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {told?.people.length === 0 && <NobodyYet />}
      {told && told.people.length > 0 && (
        <ul className="team-people">
          {told.people.map((person) => (
            <Person
              key={person.staffId}
              person={person}
              wanted={wanted[person.staffId] ?? null}
              isOpen={told.people.length <= OPEN_AT_ONCE}
              team={team}
            />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function Person({
  person: { staffId, role, grants, ...person },
  wanted,
  isOpen,
  team,
}: {
  person: TeamMember;
  /** What was switched and has no answer yet; null: nothing. */
  wanted: readonly Grant[] | null;
  isOpen: boolean;
  team: StreamTeamStore;
}) {
  const say = useMessages(streamTeamMessages);
  const language = useLanguage();
  const name = personIn(language, person.name, person.nameEn);
  const now = wanted ?? grants;
  const may = grantsInUse.filter((grant) => now.includes(grant)).map((grant) => say.may[grant]);
  return (
    <li>
      <details className="team-person" open={isOpen}>
        <summary>
          <b>{name}</b>
          <span className="soft">
            {role === 'assistant' ? say.assistant : say.host} · {may.join(' · ') || say.nothing}
          </span>
        </summary>
        <GrantSwitches {...{ staffId, legend: name, grants: now, isSaving: wanted !== null, team }} />
      </details>
    </li>
  );
}

/** Who takes people in, and the way there for an operator. */
function NobodyYet() {
  const say = useMessages(streamTeamMessages);
  const { me } = useWorld();
  const isOperator = useStore(me.store, (state) => state.me?.staff?.role === 'operator');
  return (
    <Empty says={say.nobody} hint={say.invite}>
      {isOperator && (
        <a className="button primary" href="/admin/people">
          {say.toTeam}
        </a>
      )}
    </Empty>
  );
}
