import { useEffect } from 'react';
import { useStore } from 'zustand';
import { titledIn } from '../../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { streamTeamMessages } from '../../../../i18n/stream-team.ts';
import { createStreamsStore } from '../../../../stores/streams-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Empty } from '../../../../ui/Empty.tsx';
import { dayAndTime } from '../../../../ui/time-words.ts';
import { StatusPill } from '../StatusPill.tsx';
import './team.css';

/** How often the list is asked for while nobody has added who waits: a host is beside them, and switches. */
const AGAIN_MS = 10_000;
/** So many streams that are on or coming are named, with whom to ask. */
const NAMED = 5;

/** What an assistant reads who helps on no stream yet: that nobody has added them, and whom to ask (A1). */
export function NotAddedYet({ reload }: { reload(): Promise<void> }) {
  const say = useMessages(streamTeamMessages);
  const language = useLanguage();
  const listed = useOwnStore(createStreamsStore);
  const streams = useStore(listed.store, (state) => state.streams);
  const open = (streams ?? []).filter(({ endedAtMs }) => endedAtMs === null).slice(0, NAMED);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <>
      <Empty says={say.alone} hint={say.ask}>
        <Button look="line" onClick={() => void reload()}>
          {say.again}
        </Button>
        <p className="soft">{say.auto}</p>
      </Empty>
      {open.length > 0 && (
        <section className="team-known">
          <h2>{say.known}</h2>
          <ul className="stream-list">
            {open.map((stream) => {
              const { title, hostName } = titledIn(language, stream);
              return (
                <li key={stream.streamId} className="stream-row">
                  <span className="stream-title">{title}</span>
                  <span className="soft figures">
                    {say.hostedBy(hostName)} ·{' '}
                    {dayAndTime(stream.liveStartMs ?? stream.scheduledAtMs, language)}
                  </span>
                  <StatusPill status={stream.status} />
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}
