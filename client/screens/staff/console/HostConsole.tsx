import { Fragment, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createBroadcastStore } from '../../../stores/host/broadcast-store.ts';
import { consoleKeysOf } from '../../../stores/host/console-keys.ts';
import { createHostStore } from '../../../stores/host/host-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { loadChunk } from '../../../ui/load-chunk.ts';
import { replaceAddress } from '../../../ui/navigation.ts';
import { part } from '../../../ui/part.tsx';
import { SkipLink } from '../shell/SkipLink.tsx';
import { asksForLow } from './asks-for-low.ts';
import { BroadcastPanel } from './broadcast/BroadcastPanel.tsx';
import { ConsoleHeader } from './ConsoleHeader.tsx';
import { ConsoleStrip } from './ConsoleStrip.tsx';
import { careKeys } from './console-panels.ts';
import {
  CONSOLE_TABS,
  type ConsolePlace,
  ConsolePlaceContext,
  type ConsoleTab,
  type FeedTab,
} from './console-place.ts';
import { FloorRail } from './FloorRail.tsx';
import { Feed } from './feed/Feed.tsx';
import {
  type ConsoleContext,
  type ConsoleSheet,
  caresAlone,
  HostContext,
  useConsole,
  useHost,
  useMay,
} from './host-context.ts';
import { Key } from './Key.tsx';
import { isCareAsk } from './keys.ts';
import { LineupColumn } from './LineupColumn.tsx';
import { NowColumn } from './NowColumn.tsx';
import { ConsoleSheets } from './sheets-later.ts';
import { Over, useIsOver } from './summary/Over.tsx';
import { doKey, pin } from './use-console-acts.ts';
import { useKeys } from './use-keys.ts';
import { useSheetsBeforehand } from './use-sheets-beforehand.ts';
import { useStage } from './use-stage.ts';

const ConsoleTurnedAway = part(() =>
  import('./ConsoleTurnedAway.tsx').then((module) => module.ConsoleTurnedAway),
);

/** So wide is the console of a phone at the most (now.css). */
const IN_A_HAND = '(max-width: 719px)';

/** One stream's floor: what is in the bag, what is in hand, what is being ordered. */
export function HostConsole({ slug }: { slug: string }) {
  const host = useOwnStore((world) => createHostStore(slug, world));
  const broadcast = useOwnStore((world) => createBroadcastStore(host, world));
  const [sheet, setSheet] = useState<ConsoleSheet | null>(null);
  const rights = useStore(host.store, ({ desk, turnedAway }) =>
    desk && !turnedAway ? [desk.isHost, ...desk.grants].join() : null,
  );
  const before = useRef(rights);
  // A form that was opened under other rights may be one that does nothing any more.
  useEffect(() => {
    if (before.current !== null && before.current !== rights) setSheet(null);
    before.current = rights;
  }, [rights]);
  const hands = useMemo<ConsoleContext>(() => ({ host, broadcast, show: setSheet }), [host, broadcast]);
  const [tab, turnTo] = useState<ConsoleTab>(() => (asksForLow() ? 'lineup' : 'now'));
  const [isCameraOpen, setCameraOpen] = useState(false);
  const [feed, turnFeed] = useState<FeedTab>('orders');
  const place = useMemo<ConsolePlace>(
    () => ({ isCameraOpen, setCameraOpen, turnTo, feed, turnFeed }),
    [isCameraOpen, feed],
  );
  useSheetsBeforehand();
  return (
    <HostContext value={hands}>
      <ConsolePlaceContext value={place}>
        <ConsoleSession tab={tab} place={place} hasSheet={sheet !== null} />
        {sheet && <ConsoleSheets sheet={sheet} onClose={() => setSheet(null)} />}
      </ConsolePlaceContext>
    </HostContext>
  );
}

function ConsoleSession(session: { tab: ConsoleTab; place: ConsolePlace; hasSheet: boolean }) {
  const { tab, place, hasSheet } = session;
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const isOpen = useHost(({ desk }) => desk !== null);
  const turnedAway = useHost((state) => state.turnedAway);
  const isOfChat = useHost(caresAlone);
  useEffect(() => {
    if (isOfChat && matchMedia(IN_A_HAND).matches) replaceAddress(`/console/${hands.host.slug}/chat`);
  }, [isOfChat, hands]);
  const order = useHost(({ floor }) => floor.order);
  const isOver = useIsOver();
  const world = useWorld();
  const stage = useStage();
  const typed = useKeys(order, {
    hasSheet,
    key: (ask) => {
      if (isOver) return;
      if (ask.ask === 'find') place.turnTo('lineup');
      if (isCareAsk(ask))
        void loadChunk(careKeys).then(({ doCareKey }) => doCareKey(hands.host, world, ask.ask));
      else doKey(hands, ask);
    },
    pinNumber: (itemNumber) => {
      if (!isOver) pin(hands, itemNumber);
    },
  });
  if (turnedAway) return <ConsoleTurnedAway refusal={turnedAway} />;
  if (isOver) {
    return (
      <div className="desk">
        <SkipLink />
        <ConsoleHeader />
        <FloorRail />
        <Over />
      </div>
    );
  }
  return (
    <div
      className="desk"
      data-tab={tab}
      data-camera={place.isCameraOpen ? 'open' : 'closed'}
      data-stage={stage.state}
      aria-busy={!isOpen}
    >
      <div className="desk-top">
        <SkipLink />
        <ConsoleHeader />
        <ConsoleStrip typed={typed} />
        {stage.state && (
          <Button className="stage-switch" look="line" onClick={stage.turn}>
            {stage.state === 'on' ? say.wholeConsole : say.largeView}
          </Button>
        )}
      </div>
      <FloorRail />
      <main className="desk-columns">
        <LineupColumn />
        <NowColumn />
        <Feed />
        <BroadcastPanel tab={tab} />
      </main>
      <nav className="desk-tabs" aria-label={say.tabs}>
        {CONSOLE_TABS.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={tab === each ? 'page' : undefined}
            onClick={() => place.turnTo(each)}
          >
            {say[each]}
          </button>
        ))}
      </nav>
      <KeysFoot />
    </div>
  );
}

/** The keys that are wanted most, in one line; a tap shows all of them. */
function KeysFoot() {
  const say = useMessages(consoleScreenMessages);
  const { show } = useConsole();
  const { keep } = useWorld();
  const isOn = useStore(consoleKeysOf(keep), (state) => state.isOn);
  const may = { next: useMay('pin'), flash: useMay('flash'), stop: useMay('stock') };
  const wanted = (['next', 'flash', 'stop', 'undo', 'find', 'help'] as const).filter(
    (act) => !(act in may) || may[act as keyof typeof may],
  );
  return (
    <button type="button" className="desk-keys" onClick={() => show({ kind: 'keys' })}>
      {!isOn && say.keysOff}
      {isOn && (
        <>
          {may.next && (
            <>
              <span className="key">1–9</span> {say.pin}
            </>
          )}
          {wanted.map((act) => (
            <Fragment key={act}>
              {' '}
              <Key act={act} /> {say.keyFoot[act]}
            </Fragment>
          ))}
        </>
      )}
    </button>
  );
}
