import type { MediaView } from '../../../shared/contract/media.ts';
import type { StreamStatus } from '../../../shared/live-view/view.ts';
import { isOver } from '../../domain/stream/ingest-key.ts';
import { mediaStarted, mediaStopped } from '../../domain/stream/media.ts';
import type { Engines } from '../../engine/engines.ts';
import { type Media, MediaUnavailable, type Stage } from '../../ports/media.ts';
import type { Clock } from '../../ports/world.ts';
import { Air, type Broadcast, TAKEOVER_MS } from './broadcast.ts';
import { type Heard, MediaWatch } from './media-watch.ts';

/** Who has something open in a room: a seat, a program's session. */
export interface Guest {
  /** Closes all it has: the stream is over, or its right to be here is gone. */
  leave(): void;
}

/** The live video of one stream on this server, while anybody here has to do with it. */
export class MediaRoom {
  readonly streamId: string;
  readonly air: Air;
  private readonly deps: {
    media: Media;
    engines: Pick<Engines, 'stream'>;
    clock: Clock;
    onChange: () => void;
    onIdle: () => void;
  };
  private readonly watch: MediaWatch;
  private readonly guests = new Set<Guest>();
  private opening: Promise<Stage> | null = null;
  private isClosed = false;
  status: StreamStatus;

  /** @param known how the stream stands, and whether its log says that media flows from before this process began */
  constructor(
    streamId: string,
    deps: MediaRoom['deps'],
    known: { status: StreamStatus; wasFlowing: boolean },
  ) {
    this.streamId = streamId;
    this.deps = deps;
    this.status = known.status;
    this.air = new Air(() => {
      this.watch.wake();
      deps.onChange();
    });
    this.watch = new MediaWatch({
      clock: deps.clock,
      sources: () => this.air.all.map(({ source }) => source),
      tell: (heard) => this.tellLog(heard),
      onQuiet: deps.onIdle,
      wasFlowing: known.wasFlowing,
    });
  }

  /** Viewers see the picture while the stream is on; before, its host may try the camera unseen. */
  get isShown(): boolean {
    return this.status === 'LIVE' || this.status === 'INTERRUPTED';
  }

  get isOver(): boolean {
    return isOver(this);
  }

  view(): MediaView {
    return {
      isAvailable: this.deps.media.status().isAvailable,
      sources: this.isShown ? this.air.view() : [],
      playback: null,
    };
  }

  /** @throws MediaUnavailable */
  stage(): Promise<Stage> {
    if (this.isClosed) return Promise.reject(new MediaUnavailable('the stream is over'));
    if (this.opening) return this.opening;
    const opening = this.deps.media.openStage(() => {
      if (this.opening === opening) this.opening = null;
    });
    this.opening = opening;
    opening.catch(() => {
      if (this.opening === opening) this.opening = null;
    });
    return opening;
  }

  enter(guest: Guest): void {
    this.guests.add(guest);
  }

  left(guest: Guest): void {
    this.guests.delete(guest);
    if (this.guests.size === 0) this.deps.onIdle();
  }

  /** This device broadcasts from now on; the one before has a moment until its sources are replaced. */
  begin(broadcast: Broadcast): void {
    const before = this.air.begin(broadcast);
    if (before) this.deps.clock.at(this.deps.clock.nowMs() + TAKEOVER_MS, () => before.end());
  }

  /** The stream may be in another state: hears what that means for its video. */
  async refresh(): Promise<void> {
    const before = this.status;
    const engine = await this.deps.engines.stream(this.streamId);
    if (engine) this.status = await engine.read(({ status }) => status);
    if (this.status === before) return;
    if (this.isOver) for (const guest of [...this.guests]) guest.leave();
    this.watch.forget();
    this.deps.onChange();
  }

  /** True if nobody is here and the log expects nothing of us. */
  get isIdle(): boolean {
    return this.guests.size === 0 && this.air.all.length === 0 && !this.watch.isNeeded;
  }

  close(): void {
    this.isClosed = true;
    this.watch.close();
    for (const guest of [...this.guests]) guest.leave();
    this.opening?.then(
      (stage) => stage.close(),
      () => {},
    );
  }

  private async tellLog(heard: Heard): Promise<boolean> {
    try {
      const engine = await this.deps.engines.stream(this.streamId);
      const outcome = await engine?.submit({
        receivedAtMs: this.deps.clock.nowMs(),
        ids: [],
        key: null,
        decide: (state, at) =>
          heard.kind === 'started' ? mediaStarted(state) : mediaStopped(state, heard, at),
      });
      return outcome?.kind === 'accepted';
    } catch {
      // The store is away: the watch tells it again at its next look.
      return false;
    }
  }
}
