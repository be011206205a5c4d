import { useState } from 'react';
import { useStore } from 'zustand';
import type { StreamSummary } from '../../../shared/market/stream/contract.ts';
import { titledIn } from '../../../shared/values/names.ts';
import { commonMessages } from '../../i18n/common.ts';
import { detailsMessages } from '../../i18n/console-details.ts';
import { streamsMessages } from '../../i18n/console-streams.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createMyStreamsStore } from '../../stores/my-streams-store.ts';
import { useOwnStore, useWorld } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { part } from '../../ui/part.tsx';
import { dayAndTime } from '../../ui/time-words.ts';
import { PageHead } from '../PageHead.tsx';
import { useHostSentence } from './host-sentence.ts';
import { NewStreamSheet } from './NewStreamSheet.tsx';
import { ShopReminder } from './ShopReminder.tsx';
import { StatusPill } from './StatusPill.tsx';

const DetailsSheet = part(() => import('./details/DetailsSheet.tsx').then((module) => module.DetailsSheet));

/** The streams of a member of staff, what their pages say, and a new one. */
export function StreamsScreen() {
  const say = useMessages(streamsMessages);
  const mine = useOwnStore(createMyStreamsStore);
  const [isMaking, setMaking] = useState(false);
  const [edited, setEdited] = useState<string | null>(null);
  const usualCurrency = useStore(mine.store, (state) => state.usualCurrency);
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  const mayMake = role === 'operator' || role === 'host';
  return (
    <main className="page streams">
      <PageHead title={say.myStreams} />
      {mayMake && <ShopReminder isOperator={role === 'operator'} />}
      <StreamList
        store={mine}
        none={say.none}
        hrefOf={({ slug }) => `/console/${slug}`}
        {...(mayMake ? { onEdit: setEdited } : {})}
      />
      {mayMake && (
        <div className="streams-foot">
          <Button look="primary" wide onClick={() => setMaking(true)}>
            <Icon name="plus" />
            {say.newStream}
          </Button>
        </div>
      )}
      {edited && (
        <DetailsSheet slug={edited} onSaved={() => void mine.reload()} onClose={() => setEdited(null)} />
      )}
      {isMaking && (
        <NewStreamSheet
          onCreate={mine.create}
          onClose={() => setMaking(false)}
          {...(usualCurrency === null ? {} : { currency: usualCurrency })}
        />
      )}
    </main>
  );
}

/** Streams as rows of links, the coming and the running ones first as the server orders them. */
export function StreamList({
  store,
  none,
  hrefOf,
  onEdit,
}: {
  store: ReturnType<typeof createMyStreamsStore>;
  none: string;
  hrefOf(stream: StreamSummary): string;
  /** Opens what the page of a stream says; absent: nobody edits here. */
  onEdit?: (slug: string) => void;
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
  if (streams.length === 0) return <Empty says={none} />;
  return (
    <ul className="stream-list">
      {streams.map((stream) => (
        <StreamRow
          key={stream.streamId}
          stream={stream}
          href={hrefOf(stream)}
          {...(onEdit && hasPage(stream) ? { onEdit } : {})}
        />
      ))}
    </ul>
  );
}

/** A rehearsal has no page, and one that was cancelled keeps its own (S8). */
function hasPage({ status, rehearsalOf }: StreamSummary): boolean {
  return rehearsalOf === null && status !== 'CANCELLED';
}

function StreamRow({
  stream,
  href,
  onEdit,
}: {
  stream: StreamSummary;
  href: string;
  onEdit?: (slug: string) => void;
}) {
  const language = useLanguage();
  const say = useMessages(detailsMessages);
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
      {onEdit && (
        <button
          type="button"
          className="icon-button"
          aria-label={say.edit(title)}
          title={say.open}
          onClick={() => onEdit(slug)}
        >
          <Icon name="edit" />
        </button>
      )}
    </li>
  );
}
