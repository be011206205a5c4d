import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { DemoRole } from '../../../shared/contract/demo.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { DemoStore } from '../../stores/demo-store.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { goTo } from '../../ui/navigation.ts';
import { sideBySideWords } from './side-by-side-words.ts';
import './side-by-side.css';

/** A console is drawn on a laptop's screen, a viewer's page on a phone's, both in CSS px. */
const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const GAP_PX = 12;
/** What stays free below them, so that they end above the edge. */
const BELOW_PX = 8;
/** Narrower than that two pages do not fit beside each other: two links lead to them. */
const LEAST_WIDTH_PX = 1000;
const LEAST_SCALE = 0.5;

/** Tonight's console and a viewer's phone, live beside each other: what is done on one is seen on the other. */
export function SideBySide({ demo }: { demo: DemoStore }) {
  const isWide = useIsWide();
  // A frame that was led to this page shows it without frames of its own.
  if (window.top !== window) return null;
  return isWide ? <Frames demo={demo} /> : <TwoLinks demo={demo} />;
}

function Frames({ demo }: { demo: DemoStore }) {
  const say = useMessages(sideBySideWords);
  const place = useRef<HTMLDivElement>(null);
  const scale = useScale(place);
  const { viewer, console, mayTakeOver, takeOver } = useAddresses(demo);
  return (
    <div className="beside" ref={place}>
      <Framed size={LAPTOP} height={LAPTOP.height * scale} title={say.console} address={console}>
        {mayTakeOver && (
          <p className="beside-ask">
            {say.signedInElse}
            <Button onClick={takeOver}>{say.showConsole}</Button>
          </p>
        )}
      </Framed>
      <Framed size={PHONE} height={LAPTOP.height * scale} title={say.viewer} address={viewer} />
    </div>
  );
}

function Framed(props: {
  size: { width: number; height: number };
  /** As high as it is drawn here, in px. */
  height: number;
  title: string;
  address: string | null;
  children?: React.ReactNode;
}) {
  const { size, height, title, address, children } = props;
  const language = useLanguage();
  const scale = height / size.height;
  return (
    <figure className="beside-frame" style={{ width: size.width * scale, height }}>
      {address === null ? (
        children
      ) : (
        <iframe
          // A page reads its language as it opens.
          key={`${address} ${language}`}
          src={address}
          title={title}
          width={size.width}
          height={size.height}
          style={{ transform: `scale(${scale})` }}
        />
      )}
    </figure>
  );
}

function TwoLinks({ demo }: { demo: DemoStore }) {
  const say = useMessages(sideBySideWords);
  const { view, hasKey, busy } = useStore(demo.store);
  const enter = (role: DemoRole) => async () => {
    const address = await demo.enter(role);
    if (address !== null) goTo(address);
  };
  const isOff = !hasKey || view === null || view.isMoving || view.isStuck;
  return (
    <div className="beside-links">
      <Button look="primary" disabled={isOff} busy={busy === 'host'} onClick={enter('host')}>
        {say.openConsole}
      </Button>
      <Button look="line" disabled={isOff} busy={busy === 'viewer'} onClick={enter('viewer')}>
        {say.watch}
      </Button>
    </div>
  );
}

/**
 * Where the two pages are. The console is opened at once where nobody else of the staff is signed in; whoever is would be
 * signed out by it, and is asked.
 */
function useAddresses(demo: DemoStore) {
  const { me } = useWorld();
  const staff = useStore(me.store, (state) => state.me && (state.me.staff?.role ?? 'nobody'));
  const isReady = useStore(
    demo.store,
    ({ view, hasKey, busy }) =>
      hasKey && view !== null && !view.isMoving && !view.isStuck && busy !== 'week' && busy !== 'start',
  );
  const weeks = useStore(demo.store, (state) => state.weeks);
  const [viewer, setViewer] = useState<string | null>(null);
  const [console, setConsole] = useState<string | null>(null);
  const [isTaken, setTaken] = useState(false);
  const mayOpen = isTaken || staff === 'nobody' || staff === 'host';
  useEffect(() => void me.ensure(), [me]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a week later another stream is on.
  useEffect(() => {
    if (!isReady) return setViewer(null);
    let isOver = false;
    void demo.watch().then((address) => !isOver && setViewer(address));
    return () => {
      isOver = true;
    };
  }, [demo, isReady, weeks]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who was let in once stays, whoever signs in elsewhere.
  useEffect(() => {
    if (!isReady || !mayOpen) return setConsole(null);
    let isOver = false;
    void demo.openConsole().then((address) => !isOver && setConsole(address));
    return () => {
      isOver = true;
    };
  }, [demo, isReady, weeks, mayOpen]);
  return {
    viewer,
    console,
    mayTakeOver: staff !== null && !mayOpen,
    takeOver: () => setTaken(true),
  };
}

function useIsWide(): boolean {
  const [isWide, setWide] = useState(() => innerWidth >= LEAST_WIDTH_PX);
  useEffect(() => {
    const asked = matchMedia(`(min-width: ${LEAST_WIDTH_PX}px)`);
    const look = () => setWide(asked.matches);
    asked.addEventListener('change', look);
    return () => asked.removeEventListener('change', look);
  }, []);
  return isWide;
}

/** As large as both fit beside each other in what of the window lies below the place's top. */
function useScale(place: React.RefObject<HTMLElement | null>): number {
  const [scale, setScale] = useState(0.75);
  useEffect(() => {
    const look = () => {
      const box = place.current?.getBoundingClientRect();
      if (!box) return;
      const top = box.top + scrollY;
      const phoneWidth = (PHONE.width * LAPTOP.height) / PHONE.height;
      const byWidth = (box.width - GAP_PX) / (LAPTOP.width + phoneWidth);
      const byHeight = (innerHeight - top - BELOW_PX) / LAPTOP.height;
      setScale(Math.max(LEAST_SCALE, Math.min(1, byWidth, byHeight)));
    };
    look();
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, [place]);
  return scale;
}
