import type { types } from 'mediasoup-client';
import type { Answer } from '../../shared/contract/answer.ts';
import type {
  ConsoleCommand,
  ConsoleReply,
  ConsoleRequest,
  LiveCommand,
  LiveReply,
  LiveRequest,
} from '../../shared/protocol.ts';

/** What viewers and staff alike may ask of live video. */
export type WatchCommand = Extract<LiveCommand, `media:${string}`>;
/** What a console may ask of live video. */
export type BroadcastCommand = Extract<ConsoleCommand, `media:${string}`>;

/** Sends a command over the line that is there already. */
export type AskToWatch = <C extends WatchCommand>(
  command: C,
  request: LiveRequest<C>,
) => Promise<Answer<LiveReply<C>>>;
export type AskToBroadcast = <C extends BroadcastCommand>(
  command: C,
  request: ConsoleRequest<C>,
) => Promise<Answer<ConsoleReply<C>>>;

/** The parts of mediasoup-client that are used here, so that a test can stand in for them. */
export type MediaDevice = Pick<
  types.Device,
  | 'load'
  | 'loaded'
  | 'handlerName'
  | 'recvRtpCapabilities'
  | 'sendRtpCapabilities'
  | 'createRecvTransport'
  | 'createSendTransport'
>;
export type MediaTransport = Pick<
  types.Transport,
  'close' | 'connectionState' | 'consume' | 'getStats' | 'on' | 'produce' | 'restartIce'
>;
export type MediaConsumer = Pick<types.Consumer, 'close' | 'getStats' | 'id' | 'pause' | 'resume' | 'track'>;
export type MediaProducer = Pick<
  types.Producer,
  'close' | 'getStats' | 'id' | 'pause' | 'replaceTrack' | 'resume' | 'track'
>;

export type OpenMediaDevice = () => Promise<MediaDevice>;

/** The reply of an accepted command; anything else is for the caller's next try. */
export async function must<Reply>(answer: Promise<Answer<Reply>>): Promise<Reply> {
  const came = await answer;
  if (!came.ok) throw new Error(came.code);
  return came;
}
