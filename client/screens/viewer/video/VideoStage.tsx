import { Component, type ReactNode, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveStore } from '../../../stores/live-store.ts';
import { createVideoStore } from '../../../stores/video/video-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { QualitySheet } from './QualitySheet.tsx';
import { VideoBar } from './VideoBar.tsx';
import { VideoPicture } from './VideoPicture.tsx';
import { VideoContext } from './video-context.ts';
import './video.css';

/** The host's picture behind the stall, and the few buttons about it. */
export function VideoStage({ live }: { live: LiveStore }) {
  const video = useOwnStore((world) => createVideoStore(live, world));
  const both = useMemo(() => ({ video, live }), [video, live]);
  const [isChoosing, setIsChoosing] = useState(false);
  const isAway = useStore(live.store, ({ view }) => view.stream?.status === 'INTERRUPTED');
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  return (
    <WithoutPicture>
      <VideoContext value={both}>
        <VideoPicture onElement={setElement} />
        {!isAway && <VideoBar element={element} onChoose={() => setIsChoosing(true)} />}
        {isChoosing && <QualitySheet onClose={() => setIsChoosing(false)} />}
      </VideoContext>
    </WithoutPicture>
  );
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
