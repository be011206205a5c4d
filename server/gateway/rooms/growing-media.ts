import type { ConsoleMediaView } from '../../../shared/contract/media.ts';
import type { Clock } from '../../lib/clock.ts';

/** What grows by itself is told so often: a recording's minutes are read, not watched. */
const RETELL_MS = 10_000;

/**
 * Consoles are told of live video when something about it changes. How much is recorded, and how many watch through
 * other servers, grows without any such change: that is told again every ten seconds, of the streams that grow alone.
 */
export function retellGrowing(deps: {
  clock: Pick<Clock, 'nowMs' | 'at'>;
  /** The streams that consoles are open on. */
  streams: () => Iterable<string>;
  view: (streamId: string) => Promise<ConsoleMediaView | null>;
  tell: (streamId: string, view: ConsoleMediaView) => void;
  onFault: (fault: unknown) => void;
}): { close(): void } {
  const { clock, streams, view, tell, onFault } = deps;
  let isClosed = false;
  let cancel = next();

  function next(): () => void {
    return clock.at(clock.nowMs() + RETELL_MS, () => {
      void round().finally(() => {
        if (!isClosed) cancel = next();
      });
    });
  }

  async function round(): Promise<void> {
    for (const streamId of new Set(streams())) {
      const said = await view(streamId).catch(onFault);
      if (isClosed) return;
      if (said && grows(said)) tell(streamId, said);
    }
  }

  return {
    close() {
      isClosed = true;
      cancel();
    },
  };
}

function grows({ recording, sources, piped }: ConsoleMediaView): boolean {
  return (recording.isOn && sources.length > 0) || piped.servers > 0;
}
