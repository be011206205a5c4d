/** The commands in progress. A stopping server finishes them and admits no more. */
export interface Traffic {
  /** Admits a command. False: the server stops, and the client retries elsewhere. */
  enter(): boolean;
  leave(): void;
  readonly isStopping: boolean;
  /** The number of commands in progress. */
  readonly inside: number;
  /** Admits no more. Resolves when all are answered, or after `withinMs`. */
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
