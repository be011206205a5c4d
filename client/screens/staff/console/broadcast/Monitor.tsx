import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { MediaIcon } from '../../../../ui/MediaIcon.tsx';
import { useConsolePlace } from '../console-place.ts';
import { useBroadcast, useConsole } from '../host-context.ts';
import { AirState } from './AirState.tsx';
import { LevelMeter } from './LevelMeter.tsx';
import { OwnPicture } from './OwnPicture.tsx';

/**
 * What this device shows, small, beside the item in hand: of one size with a picture or without. A tap opens the
 * set-up. The microphone alone is turned off and on here.
 */
export function Monitor() {
  const say = useMessages(broadcastMessages);
  const { broadcast } = useConsole();
  const { isCameraOpen, setCameraOpen } = useConsolePlace();
  const phase = useBroadcast((state) => state.phase);
  const isMuted = useBroadcast((state) => state.isMuted);
  const hasPicture = phase !== 'off';
  return (
    <div className="monitor">
      {hasPicture ? <OwnPicture /> : <MediaIcon name="camera-off" size={28} />}
      {hasPicture && <LevelMeter />}
      <span className="monitor-state">
        <AirState />
      </span>
      <button
        type="button"
        className="monitor-open"
        aria-expanded={isCameraOpen}
        aria-controls="camera-set-up"
        onClick={() => setCameraOpen(!isCameraOpen)}
      >
        <span className={hasPicture ? 'unseen' : undefined}>{say.monitor}</span>
      </button>
      {hasPicture && (
        <button
          type="button"
          className="icon-button monitor-mute"
          aria-label={isMuted ? say.unmute : say.mute}
          title={isMuted ? say.unmute : say.mute}
          aria-pressed={isMuted}
          onClick={() => void broadcast.setMuted(!isMuted)}
        >
          <MediaIcon name={isMuted ? 'microphone-off' : 'microphone'} size={18} />
        </button>
      )}
    </div>
  );
}
