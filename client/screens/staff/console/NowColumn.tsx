import { type PointerEvent, useRef } from 'react';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { latestPin } from '../../../stores/host/floor.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { place } from '../../../ui/part.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { timeLeft } from '../../../ui/time-words.ts';
import { consolePanels } from '../staff-panels.ts';
import { Counters } from './Counters.tsx';
import {
  isSelling,
  useConsole,
  useFocus,
  useHost,
  useItem,
  useMay,
  useMaySeeInsights,
} from './host-context.ts';
import { NextUp } from './NextUp.tsx';
import { NowButtons } from './NowButtons.tsx';
import { NowPrice } from './NowPrice.tsx';
import { Pace } from './Pace.tsx';
import { chooseNear } from './use-console-acts.ts';

for (const panel of consolePanels) panel.fetch();
const Panels = place(...consolePanels);

/** A sideways swipe of the item in hand by this much turns to its neighbour. */
const SWIPE_PX = 60;

/** The item in hand: what it is, how it sells, and everything that can be done to it. */
export function NowColumn() {
  const say = useMessages(consoleScreenMessages);
  const isOpen = useHost(({ desk }) => desk !== null);
  const isOver = useHost(({ floor }) => floor.status === 'CLOSED' || floor.status === 'CANCELLED');
  const focus = useFocus();
  const item = useItem(focus);
  return (
    <section className="now" aria-label={say.now}>
      <div className="now-body">
        <Standing />
        {item && <InHand item={item} />}
        {!item && isOpen && <NothingInHand />}
        {!isOpen && <div className="now-bone bone" aria-hidden="true" />}
      </div>
      {item && !isOver && <NowButtons item={item} />}
    </section>
  );
}

function InHand({ item }: { item: ConsoleItem }) {
  const hands = useConsole();
  const status = useHost(({ floor }) => floor.status);
  const swipe = useRef<{ x: number; y: number } | null>(null);
  const end = (event: PointerEvent) => {
    const from = swipe.current;
    swipe.current = null;
    if (!from || event.pointerType === 'mouse') return;
    const across = event.clientX - from.x;
    if (Math.abs(across) < SWIPE_PX || Math.abs(across) < 2 * Math.abs(event.clientY - from.y)) return;
    chooseNear(hands, across < 0 ? 1 : -1);
  };
  return (
    <>
      <div
        className="in-hand"
        onPointerDown={(event) => {
          swipe.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerUp={end}
        onPointerCancel={() => {
          swipe.current = null;
        }}
      >
        <div className="in-hand-head">
          <span className="in-hand-number figures">{item.itemNumber}</span>
          <Picture source={item.picture} size={72} />
          <div className="in-hand-words">
            <h2>{item.name}</h2>
            <p className="soft">{item.producer}</p>
            <p className="in-hand-price">
              <NowPrice item={item} />
            </p>
          </div>
          <Turn />
        </div>
        <PinState itemNumber={item.itemNumber} />
      </div>
      <Panels item={item} />
      <Counters item={item} />
      {status !== 'SCHEDULED' && <Pace itemNumber={item.itemNumber} />}
      {isSelling(status) && <NextUp />}
    </>
  );
}

/** To the item before or after, for a thumb. */
function Turn() {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  return (
    <span className="turn">
      <button
        type="button"
        className="icon-button"
        aria-label={say.previous}
        onClick={() => chooseNear(hands, -1)}
      >
        ▲
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={say.next}
        onClick={() => chooseNear(hands, 1)}
      >
        ▼
      </button>
    </span>
  );
}

function PinState({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const sinceMs = useHost(
    ({ floor }) => floor.pins.find((pin) => pin.itemNumber === itemNumber)?.sinceMs ?? null,
  );
  const pinned = useHost(({ floor }) => latestPin(floor)?.itemNumber ?? null);
  const elapsed = useServerTime((nowMs) =>
    sinceMs === null ? '' : timeLeft(Math.floor((nowMs - sinceMs) / 1_000) * 1_000),
  );
  return (
    <p className="pin-state">
      {sinceMs !== null ? (
        <Pill tone="live" icon="pin">
          <span className="figures">{say.pinnedFor(elapsed)}</span>
        </Pill>
      ) : (
        <Pill>{say.notPinned}</Pill>
      )}
      {sinceMs === null && pinned !== null && (
        <button type="button" className="text-button" onClick={() => host.choose(null)}>
          {say.backToPin(pinned)}
        </button>
      )}
    </p>
  );
}

/** An empty bag, and the way to fill it. */
function NothingInHand() {
  const say = useMessages(consoleScreenMessages);
  const { show } = useConsole();
  const mayChange = useMay('lineup');
  return (
    <Empty says={say.emptyLineup}>
      {mayChange && (
        <Button look="primary" onClick={() => show({ kind: 'add' })}>
          <Icon name="plus" />
          {say.add}
        </Button>
      )}
    </Empty>
  );
}

/** What holds for the whole stream: a rehearsal, an end. */
function Standing() {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const status = useHost(({ floor }) => floor.status);
  const isRehearsal = useHost(({ desk }) => desk?.rehearsalOf != null);
  const maySeeInsights = useMaySeeInsights();
  if (status === 'ENDED' || status === 'CLOSED') {
    return (
      <p className="standing">
        {status === 'ENDED' ? say.ended : say.closed}{' '}
        {maySeeInsights && <a href={`/insights/${host.slug}`}>{say.seeInsights}</a>}
      </p>
    );
  }
  return isRehearsal ? <p className="standing">{say.rehearsalNote}</p> : null;
}
