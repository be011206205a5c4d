import { useState } from 'react';
import { useStore } from 'zustand';
import type { StreamSummary } from '../../../shared/contract/stream.ts';
import { commonMessages } from '../../i18n/common.ts';
import { streamsMessages } from '../../i18n/console-streams.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createMyStreamsStore } from '../../stores/my-streams-store.ts';
import { useOwnStore, useWorld } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { dayAndTime } from '../../ui/time-words.ts';
import { PageHead } from '../PageHead.tsx';
import { useHostSentence } from './host-sentence.ts';
import { NewStreamSheet } from './NewStreamSheet.tsx';
import { StatusPill } from './StatusPill.tsx';

/** The streams of a member of staff, and a new one. */
export function StreamsScreen() {
  const say = useMessages(streamsMessages);
  const mine = useOwnStore(createMyStreamsStore);
  const [isMaking, setMaking] = useState(false);
  const streams = useStore(mine.store, (state) => state.streams);
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  const mayMake = role === 'operator' || role === 'host';
  const lastCurrency = streams?.[0]?.currency;
  return (
    <main className="page streams">
      <PageHead title={say.myStreams} />
      <StreamList store={mine} none={say.none} hrefOf={({ slug }) => `/console/${slug}`} />
      {mayMake && (
        <div className="streams-foot">
          <Button look="primary" wide onClick={() => setMaking(true)}>
            <Icon name="plus" />
            {say.newStream}
          </Button>
        </div>
      )}
      {isMaking && (
        <NewStreamSheet
          onCreate={mine.create}
          onClose={() => setMaking(false)}
          {...(lastCurrency ? { currency: lastCurrency } : {})}
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
}: {
  store: ReturnType<typeof createMyStreamsStore>;
  none: string;
  hrefOf(stream: StreamSummary): string;
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
        <StreamRow key={stream.streamId} stream={stream} href={hrefOf(stream)} />
      ))}
    </ul>
  );
}

function StreamRow({ stream, href }: { stream: StreamSummary; href: string }) {
  const language = useLanguage();
  const { title, hostName, status, scheduledAtMs, liveStartMs } = stream;
  return (
    <li>
      <a className="stream-row" href={href}>
        <span className="stream-title">{title}</span>
        <span className="soft figures">
          {dayAndTime(liveStartMs ?? scheduledAtMs, language)} · {hostName}
        </span>
        <StatusPill status={status} />
      </a>
    </li>
  );
}
