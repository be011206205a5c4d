import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { activityMessages } from '../../../i18n/activity.ts';
import { commonMessages } from '../../../i18n/common.ts';
import { detailsMessages } from '../../../i18n/console-details.ts';
import { streamsMessages } from '../../../i18n/console-streams.ts';
import { copyStreamWords } from '../../../i18n/copy-stream.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { streamTeamMessages } from '../../../i18n/stream-team.ts';
import { createMyStreamsStore } from '../../../stores/my-streams-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Icon, LineDrawing } from '../../../ui/Icon.tsx';
import { part } from '../../../ui/part.tsx';
import { RareIcon } from '../../../ui/RareIcon.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { StaffHead } from '../shell/StaffHead.tsx';
import { useHostSentence } from './host-sentence.ts';
import { NewStreamSheet } from './NewStreamSheet.tsx';
import { ShopReminder } from './ShopReminder.tsx';
import { StatusPill } from './StatusPill.tsx';

const TeamSheet = part(() => import('./team/TeamSheet.tsx').then((module) => module.TeamSheet));
const NotAddedYet = part(() => import('./team/NotAddedYet.tsx').then((module) => module.NotAddedYet));
const DetailsSheet = part(() => import('./details/DetailsSheet.tsx').then((module) => module.DetailsSheet));

/** Apart from the other drawings, which a buyer's first load has. */
const TWO_PEOPLE =
  'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M15.5 5a3.3 3.3 0 0 1 0 6.4M17.5 14.5c2.3.8 3.7 2.6 4 5.5';

const TWO_SHEETS = 'M9 9h11v11H9zM5 15H4V4h11v1';

/** The streams of a member of staff, what their pages say, and a new one. */
export function StreamsScreen() {
  const say = useMessages(streamsMessages);
  const mine = useOwnStore(createMyStreamsStore);
  const [isMaking, setMaking] = useState(() => copiedAt() !== null);
  const [copied, setCopied] = useState(copiedAt);
  const streams = useStore(mine.store, (state) => state.streams);
  const lineups = useStore(mine.store, (state) => state.lineups);
  useEffect(() => {
    if (isMaking) void mine.readLineups();
  }, [isMaking, mine]);
  const [edited, setEdited] = useState<string | null>(null);
  const [staffed, setStaffed] = useState<string | null>(null);
  const usualCurrency = useStore(mine.store, (state) => state.usualCurrency);
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  const mayMake = role === 'operator' || role === 'host';
  function copy(slug: string | null) {
    setCopied(slug);
    setMaking(true);
  }
  return (
    <main className="page streams">
      <StaffHead title={say.myStreams} />
      {mayMake && <ShopReminder isOperator={role === 'operator'} />}
      <StreamList
        store={mine}
        none={role === 'assistant' ? <NotAddedYet reload={mine.reload} /> : <Empty says={say.none} />}
        hrefOf={({ slug }) => `/console/${slug}`}
        {...(mayMake
          ? { onEdit: setEdited, onTeam: setStaffed, onCopy: copy, hasActivity: true as const }
          : {})}
      />
      {mayMake && (
        <div className="streams-foot">
          <Button look="primary" wide onClick={() => copy(null)}>
            <Icon name="plus" />
            {say.newStream}
          </Button>
        </div>
      )}
      {edited && (
        <DetailsSheet slug={edited} onSaved={() => void mine.reload()} onClose={() => setEdited(null)} />
      )}
      {staffed && <TeamSheet slug={staffed} onClose={() => setStaffed(null)} />}
      {isMaking && (copied === null || streams) && (
        <NewStreamSheet
          streams={streams?.filter(isCopied) ?? []}
          from={copied}
          onCreate={mine.create}
          onCopy={mine.copy}
          lineups={lineups}
          acts={{ save: mine.saveLineup, remove: mine.deleteLineup }}
          onClose={() => setMaking(false)}
          {...(usualCurrency === null ? {} : { currency: usualCurrency })}
        />
      )}
    </main>
  );
}

/** Streams as rows of links, the coming and the running ones first as the server orders them. */
function StreamList({
  store,
  none,
  hrefOf,
  onEdit,
  onTeam,
  onCopy,
  hasActivity,
}: {
  store: ReturnType<typeof createMyStreamsStore>;
  /** What stands there without any. */
  none: ReactNode;
  hrefOf(stream: StreamSummary): string;
  /** Opens what the page of a stream says; absent: nobody edits here. */
  onEdit?: (slug: string) => void;
  /** Opens the form of a stream as this one. */
  onCopy?: (slug: string) => void;
  /** Opens who may do what on it. */
  onTeam?: (slug: string) => void;
  /** Each leads to what was done on it. */
  hasActivity?: true;
}) {
  const common = useMessages(commonMessages);
  const streams = useStore(store.store, (state) => state.streams);
  const reason = useStore(store.store, (state) => state.reason);
  const sentence = useHostSentence('CNY');
  if (reason && !streams) {
    return (
      <div className="stream-none">
        <p role="alert">{sentence(reason)}</p>
        <Button look="line" onClick={() => void store.reload()}>
          {common.tryAgain}
        </Button>
      </div>
    );
  }
  if (!streams) {
    return <Bones />;
  }
  if (streams.length === 0) return none;
  return (
    <ul className="stream-list">
      {streams.map((stream) => (
        <StreamRow
          key={stream.streamId}
          stream={stream}
          href={hrefOf(stream)}
          {...(hasActivity ? { hasActivity } : {})}
          {...(onEdit && hasPage(stream) ? { onEdit } : {})}
          {...(onCopy && isCopied(stream) ? { onCopy } : {})}
          {...(onTeam && isOn(stream) ? { onTeam } : {})}
        />
      ))}
    </ul>
  );
}

/** Which stream the address asks to copy, as the summary of one leads here; null: none. */
const copiedAt = () => new URLSearchParams(location.search).get('copy');

/** A rehearsal is none of its own. */
function isCopied({ rehearsalOf }: StreamSummary): boolean {
  return rehearsalOf === null;
}

/** A rehearsal has no page, and one that was cancelled keeps its own (S8). */
function hasPage({ status, rehearsalOf }: StreamSummary): boolean {
  return rehearsalOf === null && status !== 'CANCELLED';
}

/** Of one that is over nobody has to be let in. */
function isOn({ status }: StreamSummary): boolean {
  return status !== 'CLOSED' && status !== 'CANCELLED';
}

function StreamRow({
  stream,
  href,
  onEdit,
  onTeam,
  onCopy,
  hasActivity,
}: {
  stream: StreamSummary;
  href: string;
  onEdit?: (slug: string) => void;
  onTeam?: (slug: string) => void;
  onCopy?: (slug: string) => void;
  hasActivity?: true;
}) {
  const language = useLanguage();
  const say = useMessages(detailsMessages);
  const sayTeam = useMessages(streamTeamMessages);
  const sayActivity = useMessages(activityMessages);
  const sayCopy = useMessages(copyStreamWords);
  const { slug, status, scheduledAtMs, liveStartMs } = stream;
  const { title, hostName } = titledIn(language, stream);
  return (
    <li className="stream-line">
      <a className="stream-row" href={href}>
        <span className="stream-title">{title}</span>
        <span className="soft figures">
          {dayAndTime(liveStartMs ?? scheduledAtMs, language)} · {hostName}
        </span>
        <StatusPill status={status} />
      </a>
      {onCopy && (
        <button
          type="button"
          className="icon-button"
          aria-label={sayCopy.copyOf(title)}
          title={sayCopy.copy}
          onClick={() => onCopy(slug)}
        >
          <LineDrawing path={TWO_SHEETS} size={20} />
        </button>
      )}
      {hasActivity && (
        <a
          className="icon-button"
          href={`/console/${slug}/activity`}
          aria-label={sayActivity.openOf(title)}
          title={sayActivity.open}
        >
          <Icon name="clock" size={20} />
        </a>
      )}
      {onTeam && (
        <button
          type="button"
          className="icon-button"
          aria-label={sayTeam.openOf(title)}
          title={sayTeam.open}
          onClick={() => onTeam(slug)}
        >
          <LineDrawing path={TWO_PEOPLE} size={20} />
        </button>
      )}
      {onEdit && (
        <button
          type="button"
          className="icon-button"
          aria-label={say.edit(title)}
          title={say.open}
          onClick={() => onEdit(slug)}
        >
          <RareIcon name="edit" size={20} />
        </button>
      )}
    </li>
  );
}
