import { openControlSocket } from '../../server/control/socket.ts';

/** Listens at a socket until it is killed, as a server does. */
await openControlSocket(process.argv[2]!, {}, () => {});
process.stdout.write('open\n');
