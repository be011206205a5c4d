import type { ConsoleMediaView } from '../../../shared/contract/media.ts';
import type { Clock } from '../../lib/clock.ts';

/** Time between two sends in ms: the minutes of a recording need no faster refresh. */
const RETELL_MS = 10_000;

interface Deps {
  clock: Pick<Clock, 'nowMs' | 'at'>;
  /** The streams that consoles show; one may occur twice. */
  streams: () => Iterable<string>;
  view: (streamId: string) => Promise<ConsoleMediaView | null>;
  tell: (streamId: string, view: ConsoleMediaView) => void;
  onFault: (fault: unknown) => void;
}

/**
 * Refreshes live-video values that grow without a change event: recorded minutes, and viewers through other servers.
 * Consoles get them every ten seconds.
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
