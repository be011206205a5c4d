import { NodeWebSocket } from 'socket.io-client';

/**
 * The library's websocket (the browser's own, in a page), which also tells of a connection that ended before the server's
 * first word. The library hears only that it closed, waits for an opening that cannot come any more, and tries again when
 * its time limit is over: on a line that breaks just then a page would say "connecting" for all that time.
 */
export class PromptWebSocket extends NodeWebSocket {
  #hasHeard = false;
  #isLeft = false;

  constructor(...options: ConstructorParameters<typeof NodeWebSocket>) {
    super(...options);
    this.once('packet', () => {
      this.#hasHeard = true;
    });
  }

  override doClose(): void {
    this.#isLeft = true;
    super.doClose();
  }

  protected override onClose(details?: { description: string; context?: unknown }): void {
    if (this.#hasHeard || this.#isLeft) super.onClose(details);
    else this.onError('closed before the first word', details?.context);
  }
}
