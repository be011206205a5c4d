import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { PackingListed } from '../../../../shared/contract/packing.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createPackingStore, type PackingStore } from '../../../stores/packing-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { useIsWide } from '../orders/use-is-wide.ts';
import { StaffHead } from '../shell/StaffHead.tsx';
import { StreamPacking } from './StreamPacking.tsx';
import { StreamsToPack } from './StreamsToPack.tsx';
import { packingWords } from './words.ts';
import './packing.css';

/** Where parcels are packed: the streams that are over, and the desk of one of them. */
export function PackingScreen({ slug }: { slug?: string }) {
  return <StaffOnly>{slug === undefined ? <PackingStreams /> : <OnePacking slug={slug} />}</StaffOnly>;
}

function PackingStreams() {
  const say = useMessages(packingWords);
  const language = useLanguage();
  const isWide = useIsWide();
  const desk = useOwnStore(createPackingStore(null));
  const { streams, reason } = useStore(desk.store);
  return (
    <main className="page packing">
      <StaffHead title={say.title} />
      <div className="stack">
        {reason && <Unreachable desk={desk} reason={reason} />}
        {!streams && !reason && (
          <div className="desk-card">
            <Bones look="line" />
          </div>
        )}
        {streams?.length === 0 && <Empty says={say.noStreams} />}
        {streams && streams.length > 0 && isWide && <StreamsToPack streams={streams} />}
        {streams && streams.length > 0 && !isWide && (
          <>
            <h2 className="desk-part">{say.pickStream}</h2>
            <ul className="desk-cards">
              {streams.map((stream) => (
                <li key={stream.streamId}>
                  <a className="desk-card desk-link" href={`/packing/${stream.slug}`}>
                    <bdi>{titledIn(language, stream).title}</bdi>
                    {stream.endedAtMs !== null && (
                      <span className="soft figures">{dayAndTime(stream.endedAtMs, language)}</span>
                    )}
                    <Waiting stream={stream} />
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </main>
  );
}

/** What of a stream went wrong for somebody: an open claim waits for a yes or a no. */
function Waiting({ stream: { openClaims, lostParcels, lateOrders } }: { stream: PackingListed }) {
  const say = useMessages(packingWords);
  if (openClaims + lostParcels + lateOrders === 0) return null;
  return (
    <span className="desk-acts">
      {lateOrders > 0 && (
        <Pill tone="attention" icon="clock">
          {say.lateOrders(lateOrders)}
        </Pill>
      )}
      {openClaims > 0 && (
        <Pill tone="attention" icon="attention">
          {say.openClaims(openClaims)}
        </Pill>
      )}
      {lostParcels > 0 && <Pill icon="bag">{say.lostParcels(lostParcels)}</Pill>}
    </span>
  );
}

function OnePacking({ slug }: { slug: string }) {
  const say = useMessages(packingWords);
  const language = useLanguage();
  const desk = useOwnStore(createPackingStore(slug));
  const { view, reason } = useStore(desk.store);
  return (
    <main className="page packing">
      <StaffHead title={view ? titledIn(language, view.stream).title : say.title} back="/packing" />
      {reason?.code === 'NOT_FOUND' ? <NotThere /> : reason && <Unreachable desk={desk} reason={reason} />}
      {!view && !reason && (
        <div className="desk-card">
          <Bones look="line" />
        </div>
      )}
      {view && <StreamPacking desk={desk} view={view} />}
    </main>
  );
}

function NotThere() {
  const say = useMessages(packingWords);
  return (
    <Empty says={<span role="alert">{say.notThere}</span>}>
      <a className="button line" href="/packing">
        {say.pickStream}
      </a>
    </Empty>
  );
}

function Unreachable({ desk, reason }: { desk: PackingStore; reason: Reason }) {
  const say = useMessages(packingWords);
  if (reason.code === 'FORBIDDEN') return <Notice tone="fault">{say.notYours}</Notice>;
  return (
    <Notice tone="fault">
      <p>{say.unreachable}</p>
      <Button look="line" onClick={() => void desk.reload()}>
        {say.tryAgain}
      </Button>
    </Notice>
  );
}
