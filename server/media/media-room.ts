import type { MediaView } from '../../shared/contract/media.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import { isOver } from '../market/broadcast/ingest-key.ts';
import { mediaStarted, mediaStopped } from '../market/broadcast/media.ts';
import { recordingFailed } from '../market/broadcast/recording.ts';
import type { DecideAt, Decision } from '../market/kernel/decision.ts';
import type { StreamState } from '../market/state.ts';
import { type Media, MediaUnavailable, type Published, type SfuRoom } from '../ports/media.ts';
import type { Packager } from '../ports/packager.ts';
import type { Recordings } from '../ports/recordings.ts';
import { Air, type Broadcast, type OnAir, TAKEOVER_MS } from './broadcast.ts';
import { isShown, type Known, knownOf, mediaViewOf, whyNot } from './media-view.ts';
import { type Heard, MediaWatch } from './media-watch.ts';
import type { RecordingLimits } from './recorder.ts';
import { Segmenter } from './segmenter.ts';
import type { Guest, Showing } from './showing.ts';

/** The live video of one stream on this server, open while it has guests or sources. */
export class MediaRoom implements Showing {
  readonly streamId: string;
  readonly air: Air;
  readonly segmenter: Segmenter;
  private readonly deps: {
    media: Media;
    engines: Pick<Engines, 'stream'>;
    clock: Clock;
    packager: Packager;
    recordings: Recordings;
    limits: RecordingLimits;
    isHostDrawn: boolean;
    onFault: (error: unknown, context: string) => void;
    /** @throws MediaUnavailable if another server has this stream's media */
    claim: (streamId: string) => Promise<void>;
    onChange: () => void;
    onIdle: () => void;
  };
  private readonly watch: MediaWatch;
  private readonly guests = new Set<Guest>();
  private opening: Promise<SfuRoom> | null = null;
  private isClosed = false;
  private known: Known;

  /** @param known the stream's state, and whether its log says that media flowed before this process began */
  constructor(streamId: string, deps: MediaRoom['deps'], known: Known & { wasFlowing: boolean }) {
    this.streamId = streamId;
    this.deps = deps;
    this.known = known;
    this.segmenter = new Segmenter(streamId, {
      ...deps,
      sfuRoom: () => this.sfuRoom(),
      sources: () => (this.isShown ? this.air.all : []),
      isRecording: () => this.known.isRecording && this.isShown,
      onProblem: (problem) => {
        this.known = { ...this.known, isRecording: false };
        void this.tellLog((state) => recordingFailed(state, { problem }));
      },
    });
    this.air = new Air(() => {
      this.watch.wake();
      this.segmenter.changed();
      deps.onChange();
    });
    this.watch = new MediaWatch({
      clock: deps.clock,
      sources: () => this.air.all.map(({ source }) => source),
      tell: (heard) => this.tellOfMedia(heard),
      onQuiet: deps.onIdle,
      wasFlowing: known.wasFlowing,
    });
  }

  get isShown(): boolean {
    return isShown(this.known);
  }

  get isOver(): boolean {
    return isOver(this.known);
  }

  view(isStaff: boolean): MediaView {
    const { media, packager, isHostDrawn } = this.deps;
    const onAir = {
      sources: this.air.view(),
      isHostDrawn: isHostDrawn && this.air.isDrawing,
      reason: whyNot(media.status()),
      hlsReason: whyNot(packager.status()),
    };
    return mediaViewOf(this.known, onAir, isStaff);
  }

  /** @throws MediaUnavailable */
  sfuRoom(): Promise<SfuRoom> {
    if (this.isClosed) return Promise.reject(new MediaUnavailable('the stream is over'));
    if (this.opening) return this.opening;
    const opening = this.deps.media.openSfuRoom(() => {
      if (this.opening === opening) this.opening = null;
    });
    this.opening = opening;
    opening.catch(() => {
      if (this.opening === opening) this.opening = null;
    });
    return opening;
  }

  /**
   * The picture that viewers see now, WebP; `nothing` without one, null if none could be taken.
   * @throws MediaUnavailable
   */
  async still(): Promise<Uint8Array | 'nothing' | null> {
    const pictures = this.air.all.filter(({ source }) => source.kind === 'video' && !source.isMuted);
    // A shared screen goes before the camera, as on a viewer's page.
    const shown = pictures.find(({ name }) => name === 'screen') ?? pictures[0];
    if (this.known.status !== 'LIVE' || !shown) return 'nothing';
    return (await this.sfuRoom()).takeStill(shown.source);
  }

  async find(sourceId: string): Promise<Published | null> {
    return this.air.find(sourceId)?.source ?? null;
  }

  async sources(): Promise<OnAir[]> {
    return this.air.all;
  }

  enter(guest: Guest): void {
    this.guests.add(guest);
  }

  left(guest: Guest): void {
    this.guests.delete(guest);
    if (this.guests.size === 0) this.deps.onIdle();
  }

  /**
   * Claims the stream's media for this server before a broadcast.
   * @throws MediaUnavailable if another server has it
   */
  claim(): Promise<void> {
    return this.deps.claim(this.streamId);
  }

  /** Begins a device's broadcast. The replaced one ends after `TAKEOVER_MS`, so that the picture has no gap. */
  begin(broadcast: Broadcast): void {
    const before = this.air.begin(broadcast);
    if (before) this.deps.clock.at(this.deps.clock.nowMs() + TAKEOVER_MS, () => before.end());
  }

  /** Reads the stream's state again and applies it to its video. */
  async refresh(): Promise<void> {
    const before = this.known;
    const engine = await this.deps.engines.stream(this.streamId);
    if (!engine) return;
    this.known = await engine.read(knownOf);
    if (isSame(this.known, before)) return;
    this.segmenter.changed();
    if (this.known.status !== before.status) {
      if (this.isOver) for (const guest of [...this.guests]) guest.leave();
      this.watch.forget();
    }
    this.deps.onChange();
  }

  /** True without guests and sources, once the log expects no report. */
  get isIdle(): boolean {
    return this.guests.size === 0 && this.air.all.length === 0 && !this.watch.isNeeded;
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.watch.close();
    for (const guest of [...this.guests]) guest.leave();
    const { opening } = this;
    // The recording ends before its source does.
    return this.segmenter.close().finally(() =>
      opening?.then(
        (sfuRoom) => sfuRoom.close(),
        () => {},
      ),
    );
  }

  private tellOfMedia(heard: Heard): Promise<boolean> {
    const silentMs = heard.kind === 'started' ? 0 : this.deps.clock.nowMs() - heard.lastAtMs;
    return this.tellLog((state, at) =>
      heard.kind === 'started'
        ? mediaStarted(state)
        : mediaStopped(state, { lastAtMs: at.receivedAtMs - silentMs }, at),
    );
  }

  private async tellLog(
    decide: (state: StreamState, at: DecideAt) => Decision<{ seq: number }>,
  ): Promise<boolean> {
    try {
      const engine = await this.deps.engines.stream(this.streamId);
      const outcome = await engine?.submit({
        readAtMs: this.deps.clock.steadyMs(),
        ids: [],
        key: null,
        decide,
      });
      return outcome?.kind === 'accepted';
    } catch {
      // The store is down: the watch repeats the report at its next look.
      return false;
    }
  }
}

function isSame(one: Known, other: Known): boolean {
  return (Object.keys(one) as (keyof Known)[]).every((name) => one[name] === other[name]);
}
