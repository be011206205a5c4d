import { type PointerEvent, useRef } from 'react';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { byWanted, latestPin } from '../../../stores/host/floor.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Hand } from '../../../ui/Hand.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { place } from '../../../ui/part.tsx';
import { Monitor } from './broadcast/Monitor.tsx';
import { Counters } from './Counters.tsx';
import { Checklist } from './checklist/later.ts';
import { consolePanels, NewestQuestion } from './console-panels.ts';
import { useConsole, useFocus, useHost, useItem, useMay } from './host-context.ts';
import { ItemFunnel } from './ItemFunnel.tsx';
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
  const focus = useFocus();
  const item = useItem(focus);
  return (
    <section className="now" aria-label={say.now}>
      <div className="now-body">
        <Standing />
        <div className="now-head">
          {item && <InHand item={item} />}
          {!item && isOpen && <NothingInHand />}
          {!isOpen && <div className="now-bone bone" aria-hidden="true" />}
          <Monitor />
        </div>
        {item ? (
          <HowItSells item={item} />
        ) : (
          <>
            <Asked />
            <MostWanted />
          </>
        )}
        <Before />
      </div>
      {item && <NowButtons item={item} />}
    </section>
  );
}

function InHand({ item }: { item: ConsoleItem }) {
  const hands = useConsole();
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
      <span className="in-hand-number figures">{item.itemNumber}</span>
      <Picture source={item.picture} size={72} />
      <div className="in-hand-words">
        <h2 title={item.name}>{item.name}</h2>
        <p className="soft in-hand-producer">{item.producer}</p>
        <p className="in-hand-price">
          <NowPrice item={item} />
        </p>
        <PinState item={item} />
      </div>
      <Turn />
    </div>
  );
}

/** What runs on the item in hand, where its pieces are, and how fast they go. */
function HowItSells({ item }: { item: ConsoleItem }) {
  const status = useHost(({ floor }) => floor.status);
  const maySee = useMay('orders:view');
  return (
    <>
      <Panels item={item} />
      {/* Below the flash's own buttons: a long question pushes them nowhere. */}
      <Asked />
      <MostWanted />
      <Counters item={item} />
      {maySee && status !== 'SCHEDULED' && <ItemFunnel item={item} />}
      {status !== 'SCHEDULED' && <Pace itemNumber={item.itemNumber} />}
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

function PinState({ item: { itemNumber, isStopped } }: { item: ConsoleItem }) {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const isPinned = useHost(({ floor }) => floor.pins.some((pin) => pin.itemNumber === itemNumber));
  const pinned = useHost(({ floor }) => latestPin(floor)?.itemNumber ?? null);
  return (
    <p className="pin-state">
      {isStopped ? (
        <Pill tone="attention" icon="stop">
          {say.offSale}
        </Pill>
      ) : isPinned ? (
        <Pill tone="live" icon="pin">
          {say.pinned}
        </Pill>
      ) : (
        <Pill>{say.notPinned}</Pill>
      )}
      {!isPinned && pinned !== null && (
        <button type="button" className="text-button" onClick={() => host.choose(null)}>
          {say.backToPin(pinned)}
        </button>
      )}
    </p>
  );
}

/** On a stage: what viewers ask for most (L9), to be read from where the host stands. */
function MostWanted() {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const itemNumber = useHost(({ floor }) => {
    const [first] = byWanted(floor);
    return first !== undefined && (floor.items[first]?.askers ?? 0) > 0 ? first : null;
  });
  const item = useItem(itemNumber);
  if (!item?.askers) return null;
  return (
    <p className="stage-wanted figures" title={say.askedMost}>
      <span className="unseen">{say.askedMost}</span>
      <Hand size={36} />
      <span className="soft">{item.askers.toLocaleString(language)} ·</span>
      <b>{item.itemNumber}</b>
      <span className="stage-wanted-name">{item.name}</span>
    </p>
  );
}

/** In a hand the newest question stands here; on a desk the third column has it. */
function Asked() {
  const isAsked = useHost(({ chat }) => (chat?.questions.length ?? 0) > 0);
  return isAsked ? <NewestQuestion /> : null;
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

/** While it is planned: what is to be settled before it goes live. */
function Before() {
  const isPlanned = useHost(({ desk, floor }) => desk !== null && floor.status === 'SCHEDULED');
  return isPlanned ? <Checklist /> : null;
}

/** What holds for the whole stream: that it is a rehearsal. */
function Standing() {
  const say = useMessages(consoleScreenMessages);
  const isRehearsal = useHost(({ desk }) => desk?.rehearsalOf != null);
  return isRehearsal ? <p className="standing">{say.rehearsalNote}</p> : null;
}
