import { openPeerHub } from '../../server/adapters/peers/in-process.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { peersSuite } from './peers-suite.ts';

const hub = openPeerHub(systemClock());
let nodes = 0;
peersSuite(async () => {
  nodes += 1;
  return hub.join(`node-${nodes}`);
});
