import { endOfText, headOfText, isEventAt } from './client-frame.ts';

/** The private state of a `ws` receiver, by names that an upgrade may change. */
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

/** The judge of a message before its receiver gets it. */
interface MessageDoor {
  /** True if the message is refused and dropped. @param headOf its first characters after Engine.IO's */
  isTurnedAway(headOf: () => string): boolean;
  /** Passes a chunk that begins with a judged message to the receiver. */
  letsIn(tell: () => boolean): boolean;
}

/**
 * Judges each message of a connection once. A message complete in its chunk is judged before `ws` parses it, so a
 * refusal costs a read and a write. Others are judged at Socket.IO's decoder.
 * @param isTurnedAway gets the head of the message: text, or null if binary
 * @returns restores the connection
 */
export function judgeMessages(
  socket: object,
  isTurnedAway: (headOf: () => string | null) => boolean,
): () => void {
  const { decoder, receiver } = insideOf(socket);
  /** Whether the next message of the decoder is judged and admitted. */
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

/** Socket.IO's private decoder and Engine.IO's websocket receiver; a pinned test fails if they move. */
function insideOf(socket: object): { decoder: Decoder; receiver: Receiver | undefined } {
  const { client, conn } = socket as {
    client: { decoder: Decoder };
    conn: { transport: { socket?: { _receiver?: Receiver } } };
  };
  return { decoder: client.decoder, receiver: conn.transport.socket?._receiver };
}

/**
 * Drops refused messages before a receiver, as long as each is complete in its chunk. From the first admitted one on,
 * the chunk goes to the receiver.
 * @returns restores the receiver
 */
function watchMessages(receiver: Receiver, door: MessageDoor): () => void {
  const { write } = receiver;
  receiver.write = (chunk) => {
    // Within a message the start of a chunk is no message's start.
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

/** True if the next byte starts a message. */
function isAtRest({ _state, _bufferedBytes, _fragmented, writableLength }: Receiver): boolean {
  return _state === 0 && _bufferedBytes === 0 && _fragmented === 0 && writableLength === 0;
}
