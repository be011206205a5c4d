import { useEffect, useRef } from 'react';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { MediaIcon } from '../../../../ui/MediaIcon.tsx';
import { useBroadcast } from '../host-context.ts';

/** What this device shows or would show, the right way round: the writing on the goods is to be read. */
export function OwnPicture() {
  const say = useMessages(broadcastMessages);
  const element = useRef<HTMLVideoElement>(null);
  const picture = useBroadcast((state) => state.screen ?? state.slate ?? state.camera);
  const isUp = useBroadcast((state) => state.phase === 'on-air' || state.phase === 'broken');
  const words = useBroadcast(({ screen, slate, isCameraOff, camera }) => {
    if (screen) return 'screenIsOn';
    if (slate) return 'slateIsOn';
    if (isCameraOff) return 'cameraIsOff';
    return camera ? null : 'noCamera';
  });
  useEffect(() => {
    if (element.current) element.current.srcObject = picture ? new MediaStream([picture]) : null;
  }, [picture]);
  return (
    <div className="own-picture">
      {/* The element stays for the next track; without one the words stand in its place. */}
      <video
        ref={element}
        aria-label={isUp ? say.ownPicture : say.previewOf}
        autoPlay
        muted
        playsInline
        hidden={!picture}
      />
      {!picture && (
        <p>
          <MediaIcon name="camera-off" size={28} />
          {words && say[words]}
        </p>
      )}
      {picture && words && <p className="own-picture-words">{say[words]}</p>}
    </div>
  );
}
