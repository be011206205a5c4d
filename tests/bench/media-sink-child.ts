import { createSocket, type Socket } from 'node:dgram';
import { answerParent } from './child.ts';
import { type MediaStream, sendStreams } from './media-flow.ts';

/** The viewers of the media part: UDP sockets that read what comes and count it; and the host, if it is asked to send. */
const sockets: Socket[] = [];
let packets = 0;
let host: ReturnType<typeof sendStreams> | null = null;

answerParent({
  /** @returns the ports that listen on 127.0.0.1 */
  open: (count: number): Promise<number[]> => Promise.all(Array.from({ length: count }, openOne)),
  packets: () => packets,
  send(streams: MediaStream[]): void {
    host?.close();
    host = sendStreams(streams);
  },
  close() {
    host?.close();
    host = null;
    for (const socket of sockets.splice(0)) socket.close();
  },
});

function openOne(): Promise<number> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1_048_576 });
  sockets.push(socket);
  socket.on('message', () => {
    packets += 1;
  });
  return new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', () => resolve(socket.address().port));
  });
}
