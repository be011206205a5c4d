/** What is being answered just now; a server that is told to stop finishes it and takes no more. */
export interface Traffic {
  /** False: the server stops, and the command is to be sent again elsewhere. */
  enter(): boolean;
  leave(): void;
  readonly isStopping: boolean;
  /** Commands that are being decided. */
  readonly inside: number;
  /** Takes no more. Resolves when all that was let in is answered, or after so long. */
  stop(withinMs: number): Promise<void>;
}

export function openTraffic(): Traffic {
  let inside = 0;
  let isStopping = false;
  let onEmpty = () => {};
  return {
    enter() {
      if (isStopping) return false;
      inside += 1;
      return true;
    },
    leave() {
      inside -= 1;
      if (inside === 0) onEmpty();
    },
    get isStopping() {
      return isStopping;
    },
    get inside() {
      return inside;
    },
    stop(withinMs) {
      isStopping = true;
      if (inside === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
