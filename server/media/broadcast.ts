import type { Broadcaster, MediaSource, SourceName } from '../../shared/contract/media.ts';
import type { Published } from '../ports/media.ts';

/** One device that broadcasts, or did until another took over. */
export interface Broadcast extends Broadcaster {
  /** Closes its line and all of its sources. */
  end(): void;
}

/** What others are told of a device that broadcasts. */
export function nameOf({ seatId, label, via }: Broadcast): Broadcaster {
  return { seatId, label, via };
}

/** A source that is on the air, and whose it is. */
export interface OnAir {
  name: SourceName;
  source: Published;
  by: Broadcast;
}

/** So long the sources of a device that was taken over from still stand, if the new one brings none of that name. */
export const TAKEOVER_MS = 5_000;

/**
 * What is on the air of one stream: one source of each name, one device that may bring new ones. Another device takes
 * over without a gap: its camera takes the place of the first one's when it is there, not before.
 */
export class Air {
  private readonly sources = new Map<SourceName, OnAir>();
  private readonly onChange: () => void;
  broadcast: Broadcast | null = null;

  /** @param onChange told after every change */
  constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  get all(): OnAir[] {
    return [...this.sources.values()];
  }

  find(sourceId: string): OnAir | undefined {
    return this.all.find(({ source }) => source.sourceId === sourceId);
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

  /** From now on this device broadcasts. @returns the one that did before, if there was another */
  begin(broadcast: Broadcast): Broadcast | null {
    const before = this.broadcast;
    this.broadcast = broadcast;
    if (before !== broadcast) this.onChange();
    return before !== broadcast ? before : null;
  }

  /** Puts a source on the air, in the place of the one with its name. */
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

  /** A device has stopped, or its line broke. */
  end(broadcast: Broadcast): void {
    for (const { by, source } of this.all) if (by === broadcast) source.close();
    if (this.broadcast !== broadcast) return;
    this.broadcast = null;
    this.onChange();
  }

  /** Told that a source was muted or not. */
  changed(): void {
    this.onChange();
  }
}
