import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { mediaReasonMessages } from '../../../../i18n/media-reasons.ts';
import { Button, IconButton } from '../../../../ui/Button.tsx';
import { MediaIcon } from '../../../../ui/MediaIcon.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { type ConsoleTab, useConsolePlace } from '../console-place.ts';
import { useBroadcast, useConsole, useHost, useMay } from '../host-context.ts';
import { AirState, useIsSeen } from './AirState.tsx';
import { BroadcastButtons } from './BroadcastButtons.tsx';
import { DeviceChoice } from './DeviceChoice.tsx';
import { LevelMeter } from './LevelMeter.tsx';
import { OwnPicture } from './OwnPicture.tsx';
import { PlaylistAddress } from './PlaylistAddress.tsx';
import { ProgramKey } from './ProgramKey.tsx';
import { RecordSwitch } from './RecordSwitch.tsx';
import { UplinkWords } from './UplinkWords.tsx';
import { usePreviewInSight } from './use-preview-in-sight.ts';
import './broadcast.css';

/** The host's camera: set up, on the air, taken over. Without live video it says so, and the floor works on. */
export function BroadcastPanel({ tab }: { tab: ConsoleTab }) {
  const say = useMessages(broadcastMessages);
  const why = useMessages(mediaReasonMessages);
  const { broadcast } = useConsole();
  const { setCameraOpen } = useConsolePlace();
  usePreviewInSight(tab);
  const phase = useBroadcast((state) => state.phase);
  const media = useHost((state) => state.media);
  const isHost = useMay('host');
  // In a break nobody is drawn.
  const isHostDrawn = useHost((state) => state.media?.isHostDrawn === true && state.floor.status === 'LIVE');
  const isAvailable = media?.isAvailable ?? false;
  const isUp = phase === 'on-air' || phase === 'broken';
  return (
    <section id="camera-set-up" className={isUp ? 'broadcast up' : 'broadcast'} aria-label={say.title}>
      <header>
        <MediaIcon name="broadcast" />
        <h2>{say.title}</h2>
        <AirState />
        {isHost && isAvailable && phase === 'off' && (
          <Button look="line" onClick={() => void broadcast.preview()}>
            {say.setUp}
          </Button>
        )}
        {phase === 'preview' && <Button onClick={broadcast.putAway}>{say.putAway}</Button>}
        {isUp && (
          <Button look="line" onClick={broadcast.stop}>
            {say.stop}
          </Button>
        )}
        <IconButton
          icon="close"
          className="camera-close"
          name={say.closeSetUp}
          onClick={() => setCameraOpen(false)}
        />
      </header>
      {media?.reason && phase === 'off' && (
        <p className="soft broadcast-text">{say.unavailableText(why.video[media.reason], isHostDrawn)}</p>
      )}
      {isHost && isAvailable && phase === 'off' && !media?.broadcaster && (
        <p className="soft broadcast-text broadcast-first">{say.offText(isHostDrawn)}</p>
      )}
      {phase !== 'off' && <Camera />}
      <ElsewhereWatched />
      {isHost && media && <RecordSwitch />}
      {isHost && isAvailable && !isUp && <ProgramKey />}
      {isHost && media && !isUp && <PlaylistAddress />}
    </section>
  );
}

/** Of several servers: how many watch through the others, which are sent one copy each. */
function ElsewhereWatched() {
  const say = useMessages(broadcastMessages);
  const servers = useHost(({ media }) => media?.piped.servers ?? 0);
  const viewers = useHost(({ media }) => media?.piped.viewers ?? 0);
  if (servers === 0) return null;
  return <p className="soft broadcast-text figures">{say.piped(viewers, servers)}</p>;
}

function Camera() {
  const say = useMessages(broadcastMessages);
  const phase = useBroadcast((state) => state.phase);
  const isSeen = useIsSeen();
  const isUp = phase === 'on-air' || phase === 'broken';
  return (
    <div className="broadcast-body">
      <div className="broadcast-view">
        <OwnPicture />
        <LevelMeter />
      </div>
      <Troubles />
      {isUp && <UplinkWords />}
      {isUp && !isSeen && <p className="soft broadcast-text">{say.notLive}</p>}
      {isUp ? (
        <details className="device-details">
          <summary>{say.devices}</summary>
          <DeviceChoice />
        </details>
      ) : (
        <DeviceChoice />
      )}
      <BroadcastButtons />
    </div>
  );
}

function Troubles() {
  const say = useMessages(broadcastMessages);
  const { broadcast } = useConsole();
  const trouble = useBroadcast((state) => state.trouble);
  const isRefused = useBroadcast((state) => state.isRefused);
  const taken = useBroadcast((state) => state.taken);
  return (
    <>
      {trouble && <Notice tone="fault">{say.troubleOf[trouble.of](say.trouble[trouble.why])}</Notice>}
      {isRefused && <Notice tone="fault">{say.refused}</Notice>}
      {taken && (
        <Notice onDismiss={broadcast.dismissTaken}>
          <p>
            <b>{say.takenTitle(taken.label)}</b> {say.takenText}
          </p>
          <Button look="primary" onClick={() => void broadcast.goOnAir(true)}>
            {say.takeOver}
          </Button>
        </Notice>
      )}
    </>
  );
}
