import { endOfText, headOfText, isEventAt } from './client-frame.ts';

/** What `ws` keeps of a connection that it reads; its own names, which it does not promise to keep. */
export interface Receiver {
  write(chunk: Buffer): boolean;
  readonly _state: number;
  readonly _bufferedBytes: number;
  readonly _fragmented: number;
  readonly writableLength: number;
}

/** Who judges a message before its receiver has it. */
export interface MessageDoor {
  /** True if it was turned away, and nobody else is to hear of it. @param headOf its first letters behind Engine.IO's */
  isTurnedAway(headOf: () => string): boolean;
  /** Has the receiver told what begins with a message that was judged already. */
  letsIn(tell: () => boolean): boolean;
}

/**
 * Takes the messages that are turned away out of what a receiver is told, as long as each stands whole in its chunk. From
 * the first that is let in on, the rest of the chunk is the receiver's.
 * @returns how to stop
 */
export function watchMessages(receiver: Receiver, door: MessageDoor): () => void {
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
