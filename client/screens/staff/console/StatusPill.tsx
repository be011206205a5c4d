import type { StreamStatus } from '../../../../shared/market/stream/entry.ts';
import { streamsMessages } from '../../../i18n/console-streams.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Pill } from '../../../ui/Pill.tsx';

/** Where a stream stands, in a word. */
export function StatusPill({ status }: { status: StreamStatus }) {
  const say = useMessages(streamsMessages);
  const tone =
    status === 'LIVE'
      ? 'live'
      : status === 'INTERRUPTED'
        ? 'attention'
        : status === 'REHEARSAL'
          ? 'held'
          : 'plain';
  return (
    <Pill tone={tone}>
      {status === 'LIVE' && <i className="live-dot" aria-hidden="true" />}
      {say.statuses[status]}
    </Pill>
  );
}
