import { rawSocket } from '../raw-socket.ts';

/**
 * Opens so many sockets at an address and then sends a text over the one that it is told the number of. A process of its
 * own: what a client of the test's process has sent would count among that process's buffers.
 */
const [url = '', count = '0', text = ''] = process.argv.slice(2);
const raws = await Promise.all(Array.from({ length: Number(count) }, () => rawSocket(url)));
await Promise.all(raws.map(({ socket }) => new Promise((resolve) => socket.once('open', resolve))));
process.on('message', (number: number) => raws[number]!.socket.send(text));
process.send?.('open');
