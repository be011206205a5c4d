import type { RtpParameters } from '../../shared/contract/media.ts';
import type { Ids } from '../lib/clock.ts';
import { MediaUnavailable, type PipedSource, type PipeEnd, type PipePoint } from '../ports/media.ts';
import { refusalOfMedia } from './local-media-session.ts';
import type { MediaHomes } from './media-homes.ts';
import type { MediaRoom } from './media-room.ts';
import type { OnAirHere } from './media-view.ts';
import type { Guest } from './showing.ts';

/** Bound of pipes to other servers, one a stream and server. */
const MAX_PIPES = 500;

/** A server's request for a pipe: its address, and the stream by which it is heard. */
export interface PipeRequest {
  streamId: string;
  node: string;
  address: string;
  point: PipePoint;
  call: RtpParameters;
}

/** The home's end of a pipe, and what is on the air. */
export interface PipeGrant {
  pipeId: string;
  point: PipePoint;
  call: RtpParameters;
  onAir: OnAirHere;
}

/**
 * The answer to a send: the source; `none` if it is off the air, `shut` without the pipe, `unheard` if nothing returns.
 */
export type SendAnswer = ({ kind: 'sent' } & { piped: PipedSource }) | { kind: 'none' | 'shut' | 'unheard' };

interface HomePipe extends Guest {
  pipeId: string;
  streamId: string;
  address: string;
  room: MediaRoom;
  end: PipeEnd;
  isHeard: Promise<boolean>;
  sent: Map<string, Promise<PipedSource>>;
}

interface PipesDeps {
  room: (streamId: string) => Promise<MediaRoom | null>;
  onAir: (streamId: string) => Promise<OnAirHere>;
  /** Called after a pipe was opened or shut. */
  onChange: (streamId: string) => void;
  homes: Pick<MediaHomes, 'elsewhere'>;
  ids: Pick<Ids, 'next'>;
}

const nameOf = (streamId: string, node: string) => `${streamId} ${node}`;

/** The home's side of pipes to other servers. Each source enters each pipe once, for any number of viewers there. */
export class Pipes {
  readonly #deps: PipesDeps;
  readonly #pipes = new Map<string, HomePipe>();

  constructor(deps: PipesDeps) {
    this.#deps = deps;
  }

  /** Opens a pipe in place of the server's last one; null: impossible here, or the media are elsewhere. */
  async open(request: PipeRequest): Promise<PipeGrant | null> {
    try {
      return await this.#open(request);
    } catch (fault) {
      if (!refusalOfMedia(fault)) throw fault;
      return null;
    }
  }

  async send(streamId: string, node: string, pipeId: string, sourceId: string): Promise<SendAnswer> {
    const pipe = this.#pipes.get(nameOf(streamId, node));
    if (pipe?.pipeId !== pipeId) return { kind: 'shut' };
    try {
      return await sendInto(pipe, sourceId);
    } catch (fault) {
      if (!refusalOfMedia(fault)) throw fault;
      return { kind: 'none' };
    }
  }

  /** Shuts a pipe. @param pipeId that one alone; null: whichever exists */
  shut(streamId: string, node: string, pipeId: string | null): void {
    const name = nameOf(streamId, node);
    const pipe = this.#pipes.get(name);
    if (pipe && (pipeId === null || pipe.pipeId === pipeId)) this.#shut(name, pipe);
  }

  /** The addresses of the servers that a stream is piped to. */
  addresses(streamId: string): string[] {
    const ofStream = [...this.#pipes.values()].filter((pipe) => pipe.streamId === streamId);
    return ofStream.map(({ address }) => address);
  }

  close(): void {
    for (const [name, pipe] of [...this.#pipes]) this.#shut(name, pipe);
  }

  async #open({ streamId, node, address, point, call }: PipeRequest): Promise<PipeGrant | null> {
    const { room: roomOf, homes, ids, onAir, onChange } = this.#deps;
    const name = nameOf(streamId, node);
    const before = this.#pipes.get(name);
    if (before) this.#shut(name, before);
    const room = await roomOf(streamId);
    if (!room || (await homes.elsewhere(streamId))) return null;
    if (this.#pipes.size >= MAX_PIPES) throw new MediaUnavailable('too many pipes to other servers');
    let pipe: HomePipe | null = null;
    const sfuRoom = await room.sfuRoom();
    const end = await sfuRoom.openPipe(() => pipe?.leave());
    try {
      await end.connect(point);
      const own = await end.call();
      const opened: HomePipe = {
        ...{ pipeId: ids.next(), streamId, address, room, end, sent: new Map() },
        isHeard: end.hears(call).catch(() => false),
        leave: () => this.#shut(name, opened),
      };
      pipe = opened;
      const meanwhile = this.#pipes.get(name);
      if (meanwhile) this.#shut(name, meanwhile);
      this.#pipes.set(name, opened);
      room.enter(opened);
      onChange(streamId);
      return { pipeId: opened.pipeId, point: end.point, call: own, onAir: await onAir(streamId) };
    } catch (error) {
      end.close();
      throw error;
    }
  }

  #shut(name: string, pipe: HomePipe): void {
    if (this.#pipes.get(name) === pipe) this.#pipes.delete(name);
    pipe.end.close();
    pipe.room.left(pipe);
    this.#deps.onChange(pipe.streamId);
  }
}

async function sendInto(pipe: HomePipe, sourceId: string): Promise<SendAnswer> {
  const source = await pipe.room.find(sourceId);
  if (!source) return { kind: 'none' };
  // Requests for key frames return by the pipe, so one direction alone is useless.
  if (!(await pipe.isHeard)) return { kind: 'unheard' };
  let sending = pipe.sent.get(sourceId);
  if (!sending) {
    sending = pipe.end.send(source);
    pipe.sent.set(sourceId, sending);
    sending.catch(() => pipe.sent.delete(sourceId));
    source.onClosed(() => pipe.sent.delete(sourceId));
  }
  return { kind: 'sent', piped: { ...(await sending), isMuted: source.isMuted } };
}
