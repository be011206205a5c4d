import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { mediaReasonMessages } from '../../../../i18n/media-reasons.ts';
import { Button } from '../../../../ui/Button.tsx';
import { MediaIcon } from '../../../../ui/MediaIcon.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { Pill } from '../../../../ui/Pill.tsx';
import { timeLeft } from '../../../../ui/time-words.ts';
import { useBroadcast, useConsole, useHost, useMay } from '../host-context.ts';
import { BroadcastButtons } from './BroadcastButtons.tsx';
import { DeviceChoice } from './DeviceChoice.tsx';
import { LevelMeter } from './LevelMeter.tsx';
import { OwnPicture } from './OwnPicture.tsx';
import { PlaylistAddress } from './PlaylistAddress.tsx';
import { ProgramKey } from './ProgramKey.tsx';
import { RecordSwitch } from './RecordSwitch.tsx';
import { UplinkWords } from './UplinkWords.tsx';
import './broadcast.css';

/** The host's camera: set up, on the air, taken over. Without live video it says so, and the floor works on. */
export function BroadcastPanel() {
  const say = useMessages(broadcastMessages);
  const why = useMessages(mediaReasonMessages);
  const { broadcast } = useConsole();
  const phase = useBroadcast((state) => state.phase);
  const media = useHost((state) => state.media);
  const isHost = useMay('host');
  const isOver = useHost(({ floor }) => ['ENDED', 'CLOSED', 'CANCELLED'].includes(floor.status));
  // In a break nobody is drawn.
  const isHostDrawn = useHost((state) => state.media?.isHostDrawn === true && state.floor.status === 'LIVE');
  if (isOver) return <Afterwards />;
  const isAvailable = media?.isAvailable ?? false;
  const isUp = phase === 'on-air' || phase === 'broken';
  return (
    <section className={isUp ? 'broadcast up' : 'broadcast'} aria-label={say.title}>
      <header>
        <MediaIcon name="broadcast" />
        <h2>{say.title}</h2>
        <State />
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

/** When the day is over: the way to what was recorded of it. */
function Afterwards() {
  const say = useMessages(broadcastMessages);
  const { host } = useConsole();
  const keptMs = useHost(({ media }) => media?.recording.keptMs ?? 0);
  return (
    <section className="broadcast" aria-label={say.title} hidden={keptMs === 0}>
      <header>
        <MediaIcon name="broadcast" />
        <h2>{say.recorded(timeLeft(keptMs))}</h2>
        <a className="button line" href={`/replay/${host.slug}`}>
          {say.lookBack}
        </a>
      </header>
    </section>
  );
}

function State() {
  const say = useMessages(broadcastMessages);
  const phase = useBroadcast((state) => state.phase);
  const media = useHost((state) => state.media);
  const isHost = useMay('host');
  const other = phase === 'off' || phase === 'preview' ? (media?.broadcaster ?? null) : null;
  if (other) return <Pill tone="done">{say.elsewhere(other.label)}</Pill>;
  switch (phase) {
    case 'off':
      if (media && !media.isAvailable) return <Pill tone="attention">{say.unavailable}</Pill>;
      return isHost ? null : <Pill>{say.off}</Pill>;
    case 'preview':
      return <Pill>{say.preview}</Pill>;
    case 'opening':
      return <Pill tone="held">{say.opening}</Pill>;
    case 'broken':
      return (
        <Pill tone="attention" icon="attention">
          {say.broken}
        </Pill>
      );
    case 'on-air':
      return (
        <Pill tone="live">
          <i className="live-dot" aria-hidden="true" />
          {say.onAir}
        </Pill>
      );
  }
}

function Camera() {
  const say = useMessages(broadcastMessages);
  const phase = useBroadcast((state) => state.phase);
  const isSeen = useHost(({ floor }) => floor.status === 'LIVE' || floor.status === 'INTERRUPTED');
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
