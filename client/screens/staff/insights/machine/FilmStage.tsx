import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SalesMinute, SalesReport } from '../../../../../shared/contract/sales.ts';
import { hasEnded } from '../../../../../shared/market/stream/has-ended.ts';
import { MINUTE } from '../../../../../shared/values/time.ts';
import { filmMessages } from '../../../../i18n/insights-film.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { type FilmTold, isFilmKey, isFilmReady, isFilmRecorded } from '../../../../stores/film/told.ts';
import type { MachineState, MachineStore } from '../../../../stores/machine-store.ts';
import { clockSecond } from '../../../../ui/time-words.ts';
import { pressFilmKey } from './use-film-keys.ts';

/** What is chosen of a film: with its sound, and in a hand the shop in place of the picture. */
export type FilmChoice = Pick<FilmTold, 'isLoud' | 'isShop'>;

/** Many may have watched in a minute; what a viewer's page showed is the most that were there at once. */
function viewersAt(minutes: readonly SalesMinute[], atMs: number): number {
  return minutes.find((each) => each.atMs <= atMs && atMs < each.atMs + MINUTE)?.viewers ?? 0;
}

function toldOf(
  { atMs, speed, jumps, page, person }: MachineState,
  minutes: readonly SalesMinute[],
  chosen: Pick<FilmTold, 'film' | 'isOver' | 'isLoud' | 'isShop'>,
): FilmTold | null {
  if (atMs === null || page === null) return null;
  return {
    ...chosen,
    ...{ atMs, speed: speed ?? 0, jumps, page, viewers: viewersAt(minutes, atMs) },
    buyerId: person && 'buyerId' in person ? person.buyerId : null,
  };
}

/** A desktop's page is drawn this wide, and smaller where there is less room; a phone's as wide as it stands. */
const DESKTOP_PX = 1_000;
const PHONE_PX = 640;
/** And of a phone that is held sideways no lower than this. */
const LOW_PX = 430;

function useScale(screen: RefObject<HTMLDivElement | null>): number {
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const home = screen.current;
    if (!home) return;
    const measure = () => {
      const { clientWidth, clientHeight } = home;
      const width = clientWidth < PHONE_PX ? 1 : clientWidth / DESKTOP_PX;
      setScale(Math.min(1, width, clientHeight < 380 ? clientHeight / LOW_PX : 1));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(home);
    return () => watch.disconnect();
  }, [screen]);
  return scale;
}

/**
 * A viewer's page as it was: a window of its own, so that it is laid out as a viewer's is. It is told each instant and what
 * was shown there.
 */
export function FilmStage({
  slug,
  report,
  machine,
  chosen: { isLoud, isShop },
  onRecording,
}: {
  slug: string;
  report: SalesReport;
  machine: MachineStore;
  chosen: FilmChoice;
  /** Told once it is known that there is a recording. */
  onRecording(): void;
}) {
  const say = useMessages(filmMessages);
  const language = useLanguage();
  const frame = useRef<HTMLIFrameElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const scale = useScale(screen);
  const atMs = useStore(machine.store, (state) => state.atMs);
  const { minutes, status } = report;
  const isOver = hasEnded(status);
  useEffect(() => {
    let isReady = false;
    const tell = () => {
      const told = toldOf(machine.store.getState(), minutes, { film: slug, isOver, isLoud, isShop });
      if (told && isReady) frame.current?.contentWindow?.postMessage(told, location.origin);
    };
    const onMessage = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow) return;
      if (isFilmReady(event, slug)) {
        isReady = true;
        tell();
      } else if (isFilmRecorded(event)) onRecording();
      else if (isFilmKey(event)) pressFilmKey(machine, event.data.filmKey);
    };
    addEventListener('message', onMessage);
    const stop = machine.store.subscribe(tell);
    // It may have said so to the one before.
    frame.current?.contentWindow?.postMessage({ filmAsk: slug }, location.origin);
    return () => {
      removeEventListener('message', onMessage);
      stop();
    };
  }, [slug, machine, minutes, isOver, isLoud, isShop, onRecording]);
  return (
    <section className="machine-stage" aria-label={say.page}>
      <div ref={screen} className="machine-screen">
        <iframe
          ref={frame}
          title={atMs === null ? say.page : say.pageAt(clockSecond(atMs, language))}
          src={`/insights/${slug}/film`}
          style={{ width: `${100 / scale}%`, height: `${100 / scale}%`, transform: `scale(${scale})` }}
        />
      </div>
    </section>
  );
}
