import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Pill } from '../../../../ui/Pill.tsx';
import { useBroadcast, useHost, useMay } from '../host-context.ts';

/** Whether what is broadcast reaches viewers: before the start, in a rehearsal too, only staff see it. */
export function useIsSeen(): boolean {
  return useHost(({ floor }) => floor.status === 'LIVE' || floor.status === 'INTERRUPTED');
}

/** Who is on the air, this device or another one; nothing where the host's camera is simply not set up. */
export function AirState() {
  const say = useMessages(broadcastMessages);
  const phase = useBroadcast((state) => state.phase);
  const media = useHost((state) => state.media);
  const isHost = useMay('host');
  const isSeen = useIsSeen();
  const other = phase === 'off' || phase === 'preview' ? (media?.broadcaster ?? null) : null;
  if (other)
    return <Pill tone="done">{isSeen ? say.elsewhere(other.label) : say.elsewhereUnseen(other.label)}</Pill>;
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
      if (!isSeen) return <Pill tone="held">{say.onAirUnseen}</Pill>;
      return (
        <Pill tone="live">
          <i className="live-dot" aria-hidden="true" />
          {say.onAir}
        </Pill>
      );
  }
}
