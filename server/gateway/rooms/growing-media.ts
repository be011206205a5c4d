import type { ConsoleMediaView } from '../../../shared/contract/media.ts';
import type { Clock } from '../../lib/clock.ts';

/** Interval of retelling: a recording's minutes are read, not watched. */
const RETELL_MS = 10_000;

interface Deps {
  clock: Pick<Clock, 'nowMs' | 'at'>;
  /** The streams that consoles show; one may come twice. */
  streams: () => Iterable<string>;
  view: (streamId: string) => Promise<ConsoleMediaView | null>;
  tell: (streamId: string, view: ConsoleMediaView) => void;
  onFault: (fault: unknown) => void;
}

/**
 * Live video that grows without a change that would be told: how much is recorded, and how many watch through other
 * servers. Consoles are told of it again every ten seconds.
 */
export class GrowingMedia {
  readonly #deps: Deps;
  #callOff: () => void;
  #isClosed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#callOff = this.#plan();
  }

  close(): void {
    this.#isClosed = true;
    this.#callOff();
  }

  #plan(): () => void {
    const { clock } = this.#deps;
    return clock.at(clock.nowMs() + RETELL_MS, () => {
      void this.#retell().finally(() => {
        if (!this.#isClosed) this.#callOff = this.#plan();
      });
    });
  }

  async #retell(): Promise<void> {
    const { streams, view, tell, onFault } = this.#deps;
    for (const streamId of new Set(streams())) {
      const media = await view(streamId).catch(onFault);
      if (this.#isClosed) return;
      if (media && isGrowing(media)) tell(streamId, media);
    }
  }
}

function isGrowing({ recording, sources, piped }: ConsoleMediaView): boolean {
  return (recording.isOn && sources.length > 0) || piped.servers > 0;
}
