import * as ws from 'ws';

/** The part of ws that writes frames: exported by the library, not by its types. */
export const Sender = (ws as unknown as { Sender: SenderClass }).Sender;

interface SenderClass {
  frame(data: Buffer, options: object): Buffer[];
  prototype: { sendFrame: SendFrame };
}
export type SendFrame = (this: object, list: Buffer[], callback?: (fault?: Error) => void) => void;
