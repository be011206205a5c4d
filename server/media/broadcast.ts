import type { Broadcaster, MediaSource, SourceName } from '../../shared/contract/media.ts';
import type { Published } from '../ports/media.ts';

/** A device that broadcasts, or did until a takeover. */
export interface Broadcast extends Broadcaster {
  /** Closes its line and all of its sources. */
  end(): void;
}

/** The public name of a broadcasting device. */
export function nameOf({ seatId, label, via }: Broadcast): Broadcaster {
  return { seatId, label, via };
}

/** The name of the program that broadcasts a drawn host, which a page can draw as well. */
export const DRAWING_PROGRAM = 'Drawn-market';

/** A source on the air, and its device. */
export interface OnAir {
  name: SourceName;
  source: Published;
  by: Broadcast;
}

/** Time in ms for which a replaced device's sources stay, unless the new one brings sources of their names. */
export const TAKEOVER_MS = 5_000;

/**
 * The sources on the air of one stream: one of each name, from one broadcasting device. A takeover has no gap: the new
 * camera replaces the old one when it arrives.
 */
export class Air {
  private readonly sources = new Map<SourceName, OnAir>();
  private readonly onChange: () => void;
  broadcast: Broadcast | null = null;

  /** @param onChange called after every change */
  constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  get all(): OnAir[] {
    return [...this.sources.values()];
  }

  find(sourceId: string): OnAir | undefined {
    return this.all.find(({ source }) => source.sourceId === sourceId);
  }

  /** Nothing is on the air that a page could not draw itself: no camera, no shared screen, no voice. */
  get isDrawing(): boolean {
    return this.all.every(({ by: { via, label } }) => via === 'whip' && label === DRAWING_PROGRAM);
  }

  view(): MediaSource[] {
    return this.all.map(({ name, source }) => ({
      sourceId: source.sourceId,
      name,
      kind: source.kind,
      layers: source.layers,
      isMuted: source.isMuted,
    }));
  }

  /** Makes a device the broadcaster. @returns the replaced one, or null */
  begin(broadcast: Broadcast): Broadcast | null {
    const before = this.broadcast;
    this.broadcast = broadcast;
    if (before !== broadcast) this.onChange();
    return before !== broadcast ? before : null;
  }

  /** Puts a source on the air, in place of the one with its name. */
  put(onAir: OnAir): void {
    const { name, source } = onAir;
    const before = this.sources.get(name);
    this.sources.set(name, onAir);
    before?.source.close();
    source.onClosed(() => {
      if (this.sources.get(name) !== onAir) return;
      this.sources.delete(name);
      this.onChange();
    });
    this.onChange();
  }

  /** Removes a device that stopped, or lost its line. */
  end(broadcast: Broadcast): void {
    for (const { by, source } of this.all) if (by === broadcast) source.close();
    if (this.broadcast !== broadcast) return;
    this.broadcast = null;
    this.onChange();
  }

  /** Reports a changed mute state. */
  changed(): void {
    this.onChange();
  }
}
