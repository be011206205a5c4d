import { useStore } from 'zustand';
import type { StreamSummary } from '../../../shared/contract/stream.ts';
import { commonMessages } from '../../i18n/common.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createStreamsStore } from '../../stores/streams-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Pill } from '../../ui/Pill.tsx';
import { StallDrawing } from '../../ui/StallDrawing.tsx';
import { dayAndTime } from '../../ui/time-words.ts';
import { PageHead } from '../PageHead.tsx';
import { homeWords } from './words.ts';
import './home.css';

/** What is on, what comes, what was. */
export function HomeScreen() {
  const say = useMessages(homeWords);
  const common = useMessages(commonMessages);
  const store = useOwnStore(createStreamsStore);
  const { streams, reason } = useStore(store.store);
  const on = streams?.filter(({ status }) => status === 'LIVE' || status === 'INTERRUPTED') ?? [];
  const coming = streams?.filter(({ status }) => status === 'SCHEDULED') ?? [];
  const past = streams?.filter(({ status }) => ['ENDED', 'CLOSED', 'CANCELLED'].includes(status)) ?? [];
  return (
    <main className="page home">
      <PageHead title={say.title} isHome />
      <p className="lead">{say.lead}</p>
      {reason && streams === null && (
        <Notice tone="fault">
          <p>{reason.code === 'UNAVAILABLE' ? common.away : say.unreachable}</p>
          <Button look="line" onClick={() => void store.reload()}>
            {say.tryAgain}
          </Button>
        </Notice>
      )}
      {streams === null && !reason && <div className="stall-card bones" aria-hidden="true" />}
      {streams?.length === 0 && <Empty says={say.empty} hint={say.emptyHint} />}
      <Group title={say.onNow} streams={on} isBig />
      <Group title={say.coming} streams={coming} />
      <Group title={say.lately} streams={past} />
      <footer className="home-foot">
        <a href="/orders">
          <Icon name="receipt" size={16} />
          {say.orders}
        </a>
        <a href="/sign-in">{say.staff}</a>
      </footer>
    </main>
  );
}

function Group({
  title,
  streams,
  isBig = false,
}: {
  title: string;
  streams: readonly StreamSummary[];
  isBig?: boolean;
}) {
  if (streams.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="stalls">
        {streams.map((stream) => (
          <li key={stream.streamId}>
            {isBig ? <BigStall stream={stream} /> : <SmallStall stream={stream} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function BigStall({ stream }: { stream: StreamSummary }) {
  const say = useMessages(homeWords);
  return (
    <a className="stall-card" href={`/s/${stream.slug}`}>
      <span className="stall-picture">
        <StallDrawing />
        <span className={`status ${stream.status.toLowerCase()}`}>
          <i aria-hidden="true" />
          {stream.status === 'LIVE' ? say.live : say.break}
        </span>
      </span>
      <span className="stall-words">
        <b>
          <bdi>{stream.title}</bdi>
        </b>
        <span className="soft">{stream.hostName}</span>
        <span className="button primary">{say.enter}</span>
      </span>
    </a>
  );
}

function SmallStall({ stream }: { stream: StreamSummary }) {
  const say = useMessages(homeWords);
  const language = useLanguage();
  return (
    <a className="stall-row" href={`/s/${stream.slug}`}>
      <span>
        <b>
          <bdi>{stream.title}</bdi>
        </b>
        <span className="soft">{stream.hostName}</span>
      </span>
      <Pill>{when()}</Pill>
    </a>
  );

  function when(): string {
    if (stream.status === 'CANCELLED') return say.cancelled;
    if (stream.endedAtMs !== null) return say.ended(dayAndTime(stream.endedAtMs, language));
    return say.opens(dayAndTime(stream.scheduledAtMs, language));
  }
}
