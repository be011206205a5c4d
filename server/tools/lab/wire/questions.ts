import type { Ack } from '../../../../shared/contract/answer.ts';

const ANSWER_MS = 30_000;

/** What one viewer asked besides orders, and who waits for the answer. Their ids are odd; even ones are orders. */
export class Questions {
  readonly #open = new Map<number, (answer: unknown) => void>();
  #next = 1;

  /** @returns the answer; null if the connection broke or none came in time */
  ask<Reply>(event: string, request: object, send: (packet: string) => void): Promise<Ack<Reply> | null> {
    const id = this.#next;
    this.#next += 2;
    return new Promise((resolve) => {
      const finish = (answer: unknown) => {
        clearTimeout(timer);
        this.#open.delete(id);
        resolve(answer as Ack<Reply> | null);
      };
      const timer = setTimeout(() => finish(null), ANSWER_MS);
      this.#open.set(id, finish);
      send(`42/live,${id}${JSON.stringify([event, request])}`);
    });
  }

  /** @param jsonAt where the JSON of the ack begins */
  answer(id: number, data: Buffer, jsonAt: number, end: number): void {
    const finish = this.#open.get(id);
    if (finish) finish((JSON.parse(data.toString('utf8', jsonAt, end)) as unknown[])[0]);
  }

  /** The connection is gone: nobody will answer. */
  breakOff(): void {
    for (const finish of [...this.#open.values()]) finish(null);
  }
}
