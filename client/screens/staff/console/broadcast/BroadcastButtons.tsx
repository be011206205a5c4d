import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Button } from '../../../../ui/Button.tsx';
import { MediaIcon, type MediaIconName } from '../../../../ui/MediaIcon.tsx';
import { useBroadcast, useConsole, useHost } from '../host-context.ts';

/** On the air or off, and what is shown and heard meanwhile. */
export function BroadcastButtons() {
  const say = useMessages(broadcastMessages);
  const { broadcast } = useConsole();
  const phase = useBroadcast((state) => state.phase);
  const isMuted = useBroadcast((state) => state.isMuted);
  const isCameraOff = useBroadcast((state) => state.isCameraOff);
  const isSharing = useBroadcast((state) => state.screen !== null);
  const hasSlate = useBroadcast((state) => state.slate !== null);
  const hasAnything = useBroadcast(
    ({ camera, microphone, screen, slate }) => (camera ?? microphone ?? screen ?? slate) !== null,
  );
  const isAvailable = useHost(({ media }) => media?.isAvailable ?? false);
  const hasScreens = typeof navigator.mediaDevices?.getDisplayMedia === 'function';
  const isUp = phase === 'on-air' || phase === 'broken';
  const words = { title: say.slateTitle, text: say.slateText };
  return (
    <>
      <div className="broadcast-buttons">
        <Turn
          icon={isMuted ? 'microphone-off' : 'microphone'}
          name={isMuted ? say.unmute : say.mute}
          isOn={isMuted}
          onClick={() => void broadcast.setMuted(!isMuted)}
        />
        <Turn
          icon={isCameraOff ? 'camera-off' : 'camera'}
          name={isCameraOff ? say.cameraOn : say.cameraOff}
          isOn={isCameraOff}
          onClick={() => void broadcast.setCameraOff(!isCameraOff)}
        />
        {hasScreens && (
          <Turn
            icon="screen"
            name={isSharing ? say.screenOff : say.screen}
            isOn={isSharing}
            onClick={() => void (isSharing ? broadcast.stopSharing() : broadcast.shareScreen())}
          />
        )}
        <Turn
          icon="slate"
          name={hasSlate ? say.slateOff : say.slate}
          isOn={hasSlate}
          onClick={() => void (hasSlate ? broadcast.hideSlate() : broadcast.showSlate(words))}
        />
      </div>
      {!isUp && (
        <Button
          look="primary"
          wide
          busy={phase === 'opening'}
          disabled={!isAvailable || !hasAnything}
          onClick={() => void broadcast.goOnAir()}
        >
          <MediaIcon name="broadcast" />
          {say.start}
        </Button>
      )}
    </>
  );
}

function Turn(props: { icon: MediaIconName; name: string; isOn: boolean; onClick(): void }) {
  return (
    <button type="button" className={props.isOn ? 'turn-button on' : 'turn-button'} onClick={props.onClick}>
      <MediaIcon name={props.icon} size={24} />
      <span>{props.name}</span>
    </button>
  );
}
