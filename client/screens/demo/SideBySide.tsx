import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { DemoRole } from '../../../shared/contract/demo.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { DemoStore } from '../../stores/demo-store.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { followed } from '../../ui/followed-media.ts';
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
const useIsWide = followed('(min-width: 1000px)');
const LEAST_SCALE = 0.5;

/**
 * Tonight's console and a viewer's phone, live beside each other: what is done on one is seen on the other.
 * @param isOff no part can be taken just now
 */
export function SideBySide({ demo, isOff }: { demo: DemoStore; isOff: boolean }) {
  const isWide = useIsWide();
  // A frame that was led to this page shows it without frames of its own.
  if (window.top !== window) return null;
  const Pages = isWide ? Frames : TwoLinks;
  return <Pages demo={demo} isOff={isOff} />;
}

function Frames({ demo, isOff }: { demo: DemoStore; isOff: boolean }) {
  const say = useMessages(sideBySideWords);
  const place = useRef<HTMLDivElement>(null);
  const scale = useScale(place);
  const { viewer, console, mayTakeOver, takeOver } = useAddresses(demo, isOff);
  return (
    <div className="demo-beside" ref={place}>
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

function TwoLinks({ demo, isOff }: { demo: DemoStore; isOff: boolean }) {
  const say = useMessages(sideBySideWords);
  const busy = useStore(demo.store, (state) => state.busy);
  const enter = (role: DemoRole) => async () => {
    const address = await demo.enter(role);
    if (address !== null) goTo(address);
  };
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
function useAddresses(demo: DemoStore, isOff: boolean) {
  const { me } = useWorld();
  const staff = useStore(me.store, (state) => state.me && (state.me.staff?.role ?? 'nobody'));
  const [viewer, setViewer] = useState<string | null>(null);
  const [console, setConsole] = useState<string | null>(null);
  const [isTaken, setTaken] = useState(false);
  const mayOpen = isTaken || staff === 'nobody' || staff === 'host';
  useEffect(() => void me.ensure(), [me]);
  // A week later, and after a new start, another stream is on: meanwhile no part can be taken.
  useEffect(() => asked(isOff ? null : demo.watch(), setViewer), [demo, isOff]);
  useEffect(() => asked(isOff || !mayOpen ? null : demo.openConsole(), setConsole), [demo, isOff, mayOpen]);
  return {
    viewer,
    console,
    mayTakeOver: staff !== null && !mayOpen,
    takeOver: () => setTaken(true),
  };
}

/** Sets what an address is, once that is known. @returns makes a later answer count for nothing */
function asked(coming: Promise<string | null> | null, set: (address: string | null) => void): () => void {
  let isOver = false;
  set(null);
  void coming?.then((address) => !isOver && set(address));
  return () => {
    isOver = true;
  };
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
