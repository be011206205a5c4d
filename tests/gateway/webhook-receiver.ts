import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message as it came in. */
export interface Received {
  id: string;
  body: string;
  headers: IncomingHttpHeaders;
}

/** A system outside: keeps what it is told, and answers as the test says. */
export class Receiver {
  readonly received: Received[] = [];
  /** How the next message is answered; 204 unless it says something else. */
  answers: (message: Received, response: ServerResponse) => void = (_, response) =>
    response.writeHead(204).end();
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { headers } = request;
      const message = { id: String(headers['webhook-id']), body: Buffer.concat(chunks).toString(), headers };
      this.received.push(message);
      this.answers(message, response);
    });
  });

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** Types of what came, in its order. */
  get types(): string[] {
    return this.received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
