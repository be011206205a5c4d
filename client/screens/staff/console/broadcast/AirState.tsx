import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Pill } from '../../../../ui/Pill.tsx';
import { useBroadcast, useHost, useMay } from '../host-context.ts';

/** Who is on the air, this device or another one; nothing where the host's camera is simply not set up. */
export function AirState() {
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
