import { useStore } from 'zustand';
import type { OwnStream } from '../../../../../shared/market/stream/contract.ts';
import { titledIn } from '../../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { streamTeamMessages } from '../../../../i18n/stream-team.ts';
import { createMyStreamsStore } from '../../../../stores/my-streams-store.ts';
import { createStreamTeamStore } from '../../../../stores/stream-team-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { dayAndTime } from '../../../../ui/time-words.ts';
import { useHostSentence } from '../host-sentence.ts';
import { StatusPill } from '../StatusPill.tsx';
import { GrantSwitches, grantsInUse } from './GrantSwitches.tsx';
import './team.css';

/** So many streams that are on or coming are offered; each other one has its team beside it in the list. */
const OFFERED = 4;

/** The streams on which a new assistant may help, what is on in front, each with its switches (A1). */
export function HelpOn({ staffId, name }: { staffId: string; name: string }) {
  const say = useMessages(streamTeamMessages);
  const sentence = useHostSentence('CNY');
  const mine = useOwnStore(createMyStreamsStore);
  const { streams, reason } = useStore(mine.store);
  if (!streams) return reason ? <Notice tone="fault">{sentence(reason)}</Notice> : <Bones count={4} />;
  const offered = nearest(streams).slice(0, OFFERED);
  if (offered.length === 0) return <p className="soft">{say.noneOn(name)}</p>;
  return (
    <ul className="team-people">
      {offered.map((stream, index) => (
        <OnStream key={stream.streamId} {...{ stream, staffId, name, isOpen: index === 0 }} />
      ))}
    </ul>
  );
}

const isLive = ({ status }: OwnStream) => status === 'LIVE' || status === 'INTERRUPTED';

/** What is on, then what comes, soonest first; no rehearsals. */
function nearest(streams: readonly OwnStream[]): OwnStream[] {
  const shows = streams.filter(({ rehearsalOf }) => rehearsalOf === null);
  const coming = shows
    .filter(({ status }) => status === 'SCHEDULED')
    .toSorted((a, b) => a.scheduledAtMs - b.scheduledAtMs);
  return [...shows.filter(isLive), ...coming];
}

function OnStream({
  stream,
  staffId,
  name,
  isOpen,
}: {
  stream: OwnStream;
  staffId: string;
  name: string;
  isOpen: boolean;
}) {
  const say = useMessages(streamTeamMessages);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const team = useOwnStore((world) => createStreamTeamStore(stream.slug, world));
  const { team: told, wanted, reason } = useStore(team.store);
  const known = told?.people.find((person) => person.staffId === staffId)?.grants ?? [];
  const now = wanted[staffId] ?? known;
  const may = grantsInUse.filter((grant) => now.includes(grant)).map((grant) => say.may[grant]);
  const asked = say.helpOn(name, titledIn(language, stream).title);
  return (
    <li>
      <details className="team-person" open={isOpen}>
        <summary>
          <b>{asked}</b>
          <span className="soft">
            <StatusPill status={stream.status} />{' '}
            {!isLive(stream) && `${dayAndTime(stream.scheduledAtMs, language)} · `}
            {may.join(' · ') || say.nothing}
          </span>
        </summary>
        {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
        {!told && !reason && <Bones count={4} />}
        {told && (
          <GrantSwitches {...{ staffId, legend: asked, grants: now, isSaving: staffId in wanted, team }} />
        )}
      </details>
    </li>
  );
}
