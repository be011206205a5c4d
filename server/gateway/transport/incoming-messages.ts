import { endOfText, headOfText, isEventAt } from './client-frame.ts';

/** What `ws` keeps of a connection that it reads; its own names, which it does not promise to keep. */
interface Receiver {
  write(chunk: Buffer): boolean;
  readonly _state: number;
  readonly _bufferedBytes: number;
  readonly _fragmented: number;
  readonly writableLength: number;
}

/** Socket.IO's decoder of a connection. */
interface Decoder {
  add(data: unknown): void;
}

/** Who judges a message before its receiver has it. */
interface MessageDoor {
  /** True if it was turned away, and nobody else is to hear of it. @param headOf its first letters behind Engine.IO's */
  isTurnedAway(headOf: () => string): boolean;
  /** Has the receiver told what begins with a message that was judged already. */
  letsIn(tell: () => boolean): boolean;
}

/**
 * Judges each message of a connection once, at the first of two places. A message that stands whole in a chunk is
 * judged before `ws` reads it: a refusal costs a read and a write. Any other is judged at Socket.IO's decoder.
 * @param isTurnedAway is given the message or its first 64 letters; null if it is no text
 * @returns restores the connection
 */
export function judgeMessages(
  socket: object,
  isTurnedAway: (headOf: () => string | null) => boolean,
): () => void {
  const { decoder, receiver } = insideOf(socket);
  /** What the receiver is told next has been judged, and let in. */
  let isLetIn = false;
  const usual = decoder.add.bind(decoder);
  decoder.add = (data) => {
    const isJudged = isLetIn;
    isLetIn = false;
    if (isJudged || !isTurnedAway(() => (typeof data === 'string' ? data : null))) usual(data);
  };
  const stopReading = receiver
    ? watchMessages(receiver, {
        isTurnedAway,
        letsIn(tell) {
          isLetIn = true;
          const goesOn = tell();
          isLetIn = false;
          return goesOn;
        },
      })
    : () => {};
  return () => {
    decoder.add = usual;
    stopReading();
  };
}

/** Socket.IO's decoder and the receiver of Engine.IO's websocket, all private; the pinned test fails when they are elsewhere. */
function insideOf(socket: object): { decoder: Decoder; receiver: Receiver | undefined } {
  const { client, conn } = socket as {
    client: { decoder: Decoder };
    conn: { transport: { socket?: { _receiver?: Receiver } } };
  };
  return { decoder: client.decoder, receiver: conn.transport.socket?._receiver };
}

/**
 * Keeps refused messages from a receiver, as long as each stands whole in its chunk. The first accepted one and the
 * rest of the chunk go to the receiver.
 * @returns restores the receiver
 */
function watchMessages(receiver: Receiver, door: MessageDoor): () => void {
  const { write } = receiver;
  receiver.write = (chunk) => {
    // In the midst of a message a chunk has no beginning.
    if (!isAtRest(receiver)) return write.call(receiver, chunk);
    let at = 0;
    for (let end = endOfText(chunk, 0); end > 0 && isEventAt(chunk, at); end = endOfText(chunk, at)) {
      const from = at;
      if (!door.isTurnedAway(() => headOfText(chunk, from).slice(1))) {
        const rest = from === 0 ? chunk : chunk.subarray(from);
        return door.letsIn(() => write.call(receiver, rest));
      }
      at = end;
    }
    if (at === chunk.length) return true;
    return write.call(receiver, at === 0 ? chunk : chunk.subarray(at));
  };
  return () => {
    receiver.write = write;
  };
}

/** True if the next byte is the first of a message. */
function isAtRest({ _state, _bufferedBytes, _fragmented, writableLength }: Receiver): boolean {
  return _state === 0 && _bufferedBytes === 0 && _fragmented === 0 && writableLength === 0;
}
