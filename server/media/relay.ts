import type { MediaView, SourceName } from '../../shared/contract/media.ts';
import type { Engines } from '../application/engines.ts';
import { isOver } from '../market/broadcast/ingest-key.ts';
import {
  MediaUnavailable,
  type PipedSource,
  type PipeEnd,
  type Published,
  type SfuRoom,
} from '../ports/media.ts';
import { isShown, type Known, knownOf, mediaViewOf, type OnAirHere } from './media-view.ts';
import type { PipeGrant, PipeRequest, SendAnswer } from './pipes.ts';
import type { Guest, Showing } from './showing.ts';

/** Attempts to send a source: a pipe that the home lost, as with its worker, is reopened once. */
const TRIES = 2;

/** The calls of a relay to its stream's home. @throws MediaUnavailable if that does not answer */
export interface HomeCalls {
  open(request: Omit<PipeRequest, 'node' | 'address'>): Promise<PipeGrant | null>;
  send(streamId: string, pipeId: string, sourceId: string): Promise<SendAnswer>;
  shut(streamId: string, pipeId: string): void;
}

/** The pipe carries no media between the two servers: viewers are served by the home itself. */
export class PipeUnavailable extends MediaUnavailable {}

/** The view until the home has reported what is on the air. */
const nothing = { sources: [], isHostDrawn: false, reason: null, hlsReason: null };

interface Pipe {
  pipeId: string;
  end: PipeEnd;
}

/**
 * A stream of another server, shown here. Each source comes once through a pipe, and this server's workers serve all
 * its viewers.
 */
export class Relay implements Showing {
  readonly streamId: string;
  private readonly deps: {
    engines: Pick<Engines, 'stream'>;
    home: HomeCalls;
    /** Called when the last viewer has left. */
    onIdle: () => void;
    /** Called when the pipe can't carry media. */
    onBlocked: (reason: string) => void;
    /** Called when the home opens no replacement of a lost pipe. */
    onBroken: () => void;
  };
  private readonly opened: SfuRoom;
  private readonly guests = new Set<Guest>();
  private readonly brought = new Map<string, Promise<Published | null>>();
  private readonly here = new Map<string, Published>();
  private piping: Promise<Pipe> | null = null;
  private onAir: OnAirHere | null = null;
  private known: Known;
  private isClosed = false;

  private constructor(streamId: string, deps: Relay['deps'], sfuRoom: SfuRoom, known: Known) {
    this.streamId = streamId;
    this.deps = deps;
    this.opened = sfuRoom;
    this.known = known;
  }

  /**
   * Opens the pipe on both sides. The SFU room belongs to the relay from then on.
   * @throws PipeUnavailable, or MediaUnavailable without a room here or if the home is gone
   */
  static async open(streamId: string, deps: Relay['deps'], sfuRoom: SfuRoom, known: Known): Promise<Relay> {
    const relay = new Relay(streamId, deps, sfuRoom, known);
    try {
      await relay.pipe();
      return relay;
    } catch (error) {
      await relay.close();
      throw error;
    }
  }

  /** The number of viewers. */
  get watchers(): number {
    return this.guests.size;
  }

  get isShown(): boolean {
    return isShown(this.known);
  }

  get isOver(): boolean {
    return isOver(this.known);
  }

  async refresh(): Promise<void> {
    const engine = await this.deps.engines.stream(this.streamId);
    if (engine) this.known = await engine.read(knownOf);
  }

  async sfuRoom(): Promise<SfuRoom> {
    if (this.isClosed) throw new MediaUnavailable('this relay is closed');
    return this.opened;
  }

  view(isStaff: boolean): MediaView {
    return mediaViewOf(this.known, this.onAir ?? nothing, isStaff);
  }

  async find(sourceId: string): Promise<Published | null> {
    if (!this.onAir?.sources.some((source) => source.sourceId === sourceId)) return null;
    let bringing = this.brought.get(sourceId);
    if (!bringing) {
      bringing = this.bring(sourceId);
      this.brought.set(sourceId, bringing);
      const forget = () => this.brought.delete(sourceId);
      bringing.then((source) => source ?? forget(), forget);
    }
    return bringing;
  }

  async sources(): Promise<{ name: SourceName; source: Published }[]> {
    const found = await Promise.all(
      (this.onAir?.sources ?? []).map(async ({ sourceId, name }) => ({
        name,
        source: await this.find(sourceId),
      })),
    );
    return found.flatMap(({ name, source }) => (source ? [{ name, source }] : []));
  }

  /** Applies the home's report: ends sources that are off the air, and mutes muted ones. */
  heard(onAir: OnAirHere): void {
    this.onAir = onAir;
    for (const [sourceId, source] of this.here) {
      const known = onAir.sources.find((each) => each.sourceId === sourceId);
      if (!known) source.close();
      else if (known.isMuted !== source.isMuted) source.mute(known.isMuted).catch(() => source.close());
    }
  }

  enter(guest: Guest): void {
    this.guests.add(guest);
  }

  left(guest: Guest): void {
    this.guests.delete(guest);
    if (this.guests.size === 0) this.deps.onIdle();
  }

  /** Closes its lines, so that viewers rejoin, unless the stream is over. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.refresh().catch(() => {});
    if (this.isOver) for (const guest of [...this.guests]) guest.leave();
    this.piping?.then(
      (pipe) => this.shut(pipe),
      () => {},
    );
    this.opened.close();
  }

  private async bring(sourceId: string): Promise<Published | null> {
    const { home, onBlocked, onBroken } = this.deps;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const piping = this.pipe();
      const { pipeId, end } = await piping.catch((error: unknown) => {
        if (error instanceof PipeUnavailable) onBlocked(error.message);
        else onBroken();
        throw error;
      });
      const answer = await home.send(this.streamId, pipeId, sourceId);
      if (answer.kind === 'none') return null;
      if (answer.kind === 'unheard') {
        onBlocked('the other server hears nothing of this one');
        throw new MediaUnavailable('the pipe carries one way alone');
      }
      if (answer.kind === 'sent') return this.take(sourceId, end, answer.piped);
      if (this.piping === piping) {
        this.piping = null;
        end.close();
      }
    }
    throw new MediaUnavailable('the pipe to the other server was lost');
  }

  private async take(sourceId: string, end: PipeEnd, piped: PipedSource): Promise<Published> {
    const source = await end.take(sourceId, piped);
    this.here.set(sourceId, source);
    source.onClosed(() => {
      this.here.delete(sourceId);
      this.brought.delete(sourceId);
    });
    return source;
  }

  /** The open pipe, or a new one; a failed one is not kept. */
  private pipe(): Promise<Pipe> {
    if (this.piping) return this.piping;
    const opening = this.openPipe();
    this.piping = opening;
    opening.catch(() => {
      if (this.piping === opening) this.piping = null;
    });
    return opening;
  }

  private async openPipe(): Promise<Pipe> {
    const { streamId } = this;
    const end = await this.opened.openPipe(() => {});
    let pipe: Pipe | null = null;
    try {
      const grant = await this.deps.home.open({ streamId, point: end.point, call: await end.call() });
      if (!grant) throw new MediaUnavailable('the other server opens no pipe');
      pipe = { pipeId: grant.pipeId, end };
      this.onAir ??= grant.onAir;
      await end.connect(grant.point);
      if (await end.hears(grant.call)) return pipe;
      const { ip, port } = grant.point;
      throw new PipeUnavailable(`nothing of UDP ${ip}:${port} arrives here`);
    } catch (error) {
      if (pipe) this.shut(pipe);
      else end.close();
      throw error;
    }
  }

  private shut({ pipeId, end }: Pipe): void {
    end.close();
    this.deps.home.shut(this.streamId, pipeId);
  }
}
