import { useStore } from 'zustand';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { MediaIcon } from '../../../../ui/MediaIcon.tsx';
import { useOnAir, useVideo, useVideoStore } from './video-context.ts';
import { videoWords } from './words.ts';

/** Small buttons on the picture: the sound, the picture in a window of its own, and how much of it comes. */
export function VideoBar({ element, onChoose }: { element: HTMLVideoElement | null; onChoose(): void }) {
  const say = useMessages(videoWords);
  const { setSound } = useVideoStore();
  const hasSound = useVideo((state) => state.hasSound);
  const hasWords = useVideo((state) => state.rung === 'text');
  const isSteady = useVideo((state) => state.way === 'steady');
  const microphone = useOnAir('audio');
  const turn = () => {
    // The tap itself has to reach the video, or a browser keeps it silent.
    if (element) {
      element.muted = hasSound;
      void element.play()?.catch(() => undefined);
    }
    setSound(!hasSound);
  };
  const mayFloat = Boolean(element && document.pictureInPictureEnabled && !hasWords);
  return (
    <div className="video-bar">
      {(isSteady || microphone !== 'none') && !hasWords && (
        <button
          type="button"
          className={hasSound ? 'video-button' : 'video-button unmute'}
          aria-label={hasSound ? say.soundOff : say.soundOn}
          title={hasSound ? say.soundOff : say.soundOn}
          onClick={turn}
        >
          <MediaIcon name={hasSound ? 'sound' : 'silent'} size={24} />
        </button>
      )}
      <State onChoose={onChoose} />
      {mayFloat && (
        <button
          type="button"
          className="video-button"
          aria-label={say.float}
          title={say.float}
          onClick={() => void toggleFloating(element!)}
        >
          <MediaIcon name="float" size={24} />
        </button>
      )}
      <button
        type="button"
        className="video-button"
        aria-label={say.quality}
        title={say.quality}
        onClick={onChoose}
      >
        <MediaIcon name="quality" size={24} />
      </button>
    </div>
  );
}

async function toggleFloating(element: HTMLVideoElement) {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await element.requestPictureInPicture();
  } catch {
    // The browser would rather not, as before the first picture.
  }
}

/** In words, what comes when it is not all of it, and why; a tap leads to the choice. */
function State({ onChoose }: { onChoose(): void }) {
  const words = useStateWords();
  return (
    <div className="video-state" role="status">
      {words && (
        <button type="button" onClick={onChoose}>
          {words}
        </button>
      )}
    </div>
  );
}

function useStateWords(): string | null {
  const say = useMessages(videoWords);
  const language = useLanguage();
  const { hold } = useVideoStore();
  const lag = useStore(hold.store, ({ lagMs }) => (lagMs === null ? null : Math.round(lagMs / 1_000)));
  const { way, sizes, rung, because, line, video } = {
    sizes: useVideo((state) => state.sizes),
    way: useVideo((state) => state.way),
    rung: useVideo((state) => state.rung),
    because: useVideo((state) => state.because),
    line: useVideo((state) => state.line),
    video: useVideo((state) => state.video !== null),
  };
  const limitMb = useVideo((state) => state.plan.limitMb);
  const camera = useOnAir('video');
  const microphone = useOnAir('audio');
  const hasSound = useVideo((state) => state.hasSound);
  if (rung === 'text') {
    const why = because === 'limit' ? say.limitReached((limitMb ?? 0).toLocaleString(language)) : null;
    return joined(because === 'line' ? say.weakLine : why, say.wordsOnly);
  }
  if (way === 'steady') {
    if (line !== 'on') return say.looking;
    const late = lag !== null && lag >= 1 ? say.late(lag) : null;
    const why = because === 'limit' ? say.limitNear : null;
    return joined(why, rung === 'low' && sizes > 1 ? say.small : null, late) || null;
  }
  if (line === 'looking' && !video && camera === 'on') return say.looking;
  if (camera === 'muted') return say.cameraOff;
  if (microphone === 'muted' && hasSound) return say.microphoneOff;
  const why = because === 'line' ? say.weakLine : because === 'limit' ? say.limitNear : null;
  if (rung === 'audio') return joined(why, say.soundOnly);
  if (rung === 'low' && because === 'device') return say.busyDevice;
  if (rung === 'low' || because === 'line') return joined(why, say.small);
  return null;
}

function joined(...parts: (string | null)[]): string {
  return parts.filter(Boolean).join(' · ');
}
