import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { OwnStream } from '../../../../shared/market/stream/contract.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeTodayWords } from '../../../i18n/office-today.ts';
import { streamTeamMessages } from '../../../i18n/stream-team.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { StatusPill } from '../console/StatusPill.tsx';
import { grantsInUse } from '../console/team/GrantSwitches.tsx';
import { NotAddedYet } from '../console/team/NotAddedYet.tsx';
import { NotRead } from '../shell/NotRead.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';
import '../console/console.css';

/** A host switches while the assistant looks: what is switched shows within so long. */
const AGAIN_MS = 10_000;

/** The streams that an assistant was added to, with what they may do on each; without any, whom to ask (A1). */
export function YourStreams() {
  const say = useMessages(officeTodayWords);
  const world = useWorld();
  const { data, error, refetch } = useQuery({
    queryKey: ['streams'],
    queryFn: () => askRoute(world, 'myStreams'),
    refetchInterval: AGAIN_MS,
  });
  const mayOpenOrders = useMayOpen('orders');
  const readsOrders = data?.streams.some(
    ({ grants, rehearsalOf }) => rehearsalOf === null && grants?.includes('orders:view'),
  );
  // Orders were switched on or off since the page asked who this is: the rail and what waits follow.
  useEffect(() => {
    if (readsOrders !== undefined && readsOrders !== mayOpenOrders) void world.me.refresh();
  }, [readsOrders, mayOpenOrders, world]);
  const open = (data?.streams ?? []).filter(({ status }) => status !== 'CLOSED' && status !== 'CANCELLED');
  if (data?.streams.length === 0) return <NotAddedYet reload={async () => void (await refetch())} />;
  return (
    <section className="today-block">
      <h2>{say.yours}</h2>
      <NotRead fault={error} onAgain={() => void refetch()} />
      {!data && !error && <Bones count={2} />}
      {data && open.length === 0 && (
        <p className="soft">
          {say.allOver} <a href="/console">{say.over}</a>
        </p>
      )}
      <ul className="today-yours">
        {open.map((stream) => (
          <YourStream key={stream.streamId} stream={stream} />
        ))}
      </ul>
    </section>
  );
}

function YourStream({ stream }: { stream: OwnStream }) {
  const say = useMessages(officeTodayWords);
  const sayTeam = useMessages(streamTeamMessages);
  const language = useLanguage();
  const { slug, status, liveStartMs, scheduledAtMs, grants = [] } = stream;
  const { title } = titledIn(language, stream);
  const may = grantsInUse.filter((grant) => grants.includes(grant)).map((grant) => sayTeam.may[grant]);
  return (
    <li>
      <div>
        <p className="today-title">
          <b>
            <bdi>{title}</bdi>
          </b>
          <StatusPill status={status} />
        </p>
        <p className="soft figures">{dayAndTime(liveStartMs ?? scheduledAtMs, language)}</p>
        <p>{say.youMay(may.join(' · '))}</p>
      </div>
      <a className="button primary" href={`/console/${slug}`} aria-label={say.consoleOf(title)}>
        {say.console}
      </a>
    </li>
  );
}
