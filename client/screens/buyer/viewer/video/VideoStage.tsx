import { Component, type ReactNode, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveStore } from '../../../../stores/live-store.ts';
import { tellsExposure } from '../../../../stores/settings-store.ts';
import type { PinHoldStore } from '../../../../stores/video/pin-hold-store.ts';
import { createVideoStore } from '../../../../stores/video/video-store.ts';
import { useOwnStore, useWorld } from '../../../../stores/world.ts';
import { part } from '../../../../ui/part.tsx';
import type { HeldPins } from '../PinnedCard.tsx';
import { DrawnBehind } from './DrawnBehind.tsx';
import { watchFirstPicture } from './first-picture.ts';
import { VideoBar } from './VideoBar.tsx';
import { VideoPicture } from './VideoPicture.tsx';
import { VideoContext } from './video-context.ts';
import './video.css';

/** Asked for by a tap: the first picture does not wait for it. */
const QualitySheet = part(() => import('./QualitySheet.tsx').then((module) => module.QualitySheet));

/** Only a picture that is behind has one. */
const HeldNote = part(() => import('./HeldNote.tsx').then((module) => module.HeldNote));

/** The host's picture behind the stall, and the few buttons about it. */
export function VideoStage({ live, onHold }: { live: LiveStore; onHold(held: HeldPins | null): void }) {
  const video = useOwnStore((world) => createVideoStore(live, world));
  const both = useMemo(() => ({ video, live }), [video, live]);
  const [isChoosing, setIsChoosing] = useState(false);
  useHeldPins(live, video.hold, onHold);
  const isAway = useStore(live.store, ({ view }) => view.stream?.status === 'INTERRUPTED');
  // A drawn host with nothing on the air is no picture that comes: there is nothing to choose of it.
  const hasButtons = useStore(
    live.store,
    ({ media }) => !media?.isHostDrawn || media.sources.length > 0 || media.playback !== null,
  );
  // From elsewhere on the page, which is another chunk.
  useEffect(() => {
    const choose = () => setIsChoosing(true);
    addEventListener('fairday:quality', choose);
    return () => removeEventListener('fairday:quality', choose);
  }, []);
  const [isShown, setShown] = useState(false);
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  useFirstPicture(live, element);
  return (
    <WithoutPicture>
      <VideoContext value={both}>
        <DrawnBehind live={live} isShown={isShown} />
        <VideoPicture onElement={setElement} onShown={setShown} />
        {!isAway && hasButtons && <VideoBar element={element} onChoose={() => setIsChoosing(true)} />}
        {isChoosing && <QualitySheet onClose={() => setIsChoosing(false)} />}
      </VideoContext>
    </WithoutPicture>
  );
}

/** Has it counted how long the first picture took, unless whoever uses the page declined. */
function useFirstPicture(live: LiveStore, element: HTMLVideoElement | null) {
  const { keep } = useWorld();
  useEffect(() => {
    if (!element || !tellsExposure(keep)) return;
    return watchFirstPicture(element, {
      viewers: live.store.getState().viewers,
      chance: Math.random(),
      tell: (request) => live.tell('exposure:first-picture', request),
    });
  }, [live, element, keep]);
}

/** Tells the stall what was on the table in the picture, as long as the pinned card follows it (L7). */
function useHeldPins(live: LiveStore, hold: PinHoldStore, onHold: (held: HeldPins | null) => void) {
  const pins = useStore(hold.store, (state) => state.pins);
  useEffect(() => {
    onHold(pins && { pins, note: <HeldNote live={live} hold={hold} /> });
  }, [pins, live, hold, onHold]);
  useEffect(() => () => onHold(null), [onHold]);
}

/** Should the picture break, the stall goes on without it. */
class WithoutPicture extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError() {
    return { isBroken: true };
  }
  override render() {
    return this.state.isBroken ? null : this.props.children;
  }
}
