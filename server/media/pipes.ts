import type { RtpParameters } from '../../shared/contract/media.ts';
import type { Ids } from '../lib/clock.ts';
import { MediaUnavailable, type PipedSource, type PipeEnd, type PipePoint } from '../ports/media.ts';
import { refusalOfMedia } from './local-media-session.ts';
import type { MediaHomes } from './media-homes.ts';
import type { MediaRoom } from './media-room.ts';
import type { OnAirHere } from './media-view.ts';
import type { Guest } from './showing.ts';

/** Pipes from here to other servers, one per stream and server. */
const MAX_PIPES = 500;

/** How a server that asks for a pipe is reached, and what it sends to be heard by. */
export interface PipeRequest {
  streamId: string;
  node: string;
  address: string;
  point: PipePoint;
  call: RtpParameters;
}

/** The home's end with its own call, and what is on the air. */
export interface PipeGrant {
  pipeId: string;
  point: PipePoint;
  call: RtpParameters;
  onAir: OnAirHere;
}

/** A source that was sent into a pipe; or why not: it is not on the air, the pipe is not there, or nothing comes back. */
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

/** The home's side of pipes to other servers: each source goes into each pipe once, however many watch there. */
export interface Pipes {
  /** Opens one in the place of the same server's last; null if this server can't, or does not have the stream's media. */
  open(request: PipeRequest): Promise<PipeGrant | null>;
  send(streamId: string, node: string, pipeId: string, sourceId: string): Promise<SendAnswer>;
  /** @param pipeId that one alone; null for whichever there is */
  shut(streamId: string, node: string, pipeId: string | null): void;
  /** Where the servers are that a stream is piped to. */
  addresses(streamId: string): string[];
  close(): void;
}

export function openPipes(deps: {
  room: (streamId: string) => Promise<MediaRoom | null>;
  onAir: (streamId: string) => Promise<OnAirHere>;
  /** One was opened or shut. */
  onChange: (streamId: string) => void;
  homes: Pick<MediaHomes, 'elsewhere'>;
  ids: Pick<Ids, 'next'>;
}): Pipes {
  const pipes = new Map<string, HomePipe>();
  const nameOf = (streamId: string, node: string) => `${streamId} ${node}`;

  function shut(name: string, pipe: HomePipe): void {
    if (pipes.get(name) === pipe) pipes.delete(name);
    pipe.end.close();
    pipe.room.left(pipe);
    deps.onChange(pipe.streamId);
  }

  async function open({ streamId, node, address, point, call }: PipeRequest): Promise<PipeGrant | null> {
    const name = nameOf(streamId, node);
    const before = pipes.get(name);
    if (before) shut(name, before);
    const room = await deps.room(streamId);
    if (!room || (await deps.homes.elsewhere(streamId))) return null;
    if (pipes.size >= MAX_PIPES) throw new MediaUnavailable('too many pipes to other servers');
    let pipe: HomePipe | null = null;
    const sfuRoom = await room.sfuRoom();
    const end = await sfuRoom.openPipe(() => pipe?.leave());
    try {
      await end.connect(point);
      const own = await end.call();
      const opened: HomePipe = {
        ...{ pipeId: deps.ids.next(), streamId, address, room, end, sent: new Map() },
        isHeard: end.hears(call).catch(() => false),
        leave: () => shut(name, opened),
      };
      pipe = opened;
      const meanwhile = pipes.get(name);
      if (meanwhile) shut(name, meanwhile);
      pipes.set(name, opened);
      room.enter(opened);
      deps.onChange(streamId);
      const { pipeId } = opened;
      return { pipeId, point: end.point, call: own, onAir: await deps.onAir(streamId) };
    } catch (error) {
      end.close();
      throw error;
    }
  }

  async function send(pipe: HomePipe, sourceId: string): Promise<SendAnswer> {
    const source = await pipe.room.find(sourceId);
    if (!source) return { kind: 'none' };
    // Requests for key frames come back by it: a pipe that carries one way alone is of no use.
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

  return {
    async open(request) {
      try {
        return await open(request);
      } catch (fault) {
        if (!refusalOfMedia(fault)) throw fault;
        return null;
      }
    },
    async send(streamId, node, pipeId, sourceId) {
      const pipe = pipes.get(nameOf(streamId, node));
      if (pipe?.pipeId !== pipeId) return { kind: 'shut' };
      try {
        return await send(pipe, sourceId);
      } catch (fault) {
        if (!refusalOfMedia(fault)) throw fault;
        return { kind: 'none' };
      }
    },
    shut(streamId, node, pipeId) {
      const name = nameOf(streamId, node);
      const pipe = pipes.get(name);
      if (pipe && (pipeId === null || pipe.pipeId === pipeId)) shut(name, pipe);
    },
    addresses: (streamId) =>
      [...pipes.values()].filter((pipe) => pipe.streamId === streamId).map(({ address }) => address),
    close() {
      for (const [name, pipe] of [...pipes]) shut(name, pipe);
    },
  };
}
