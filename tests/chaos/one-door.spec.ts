import { afterAll, beforeAll } from 'vitest';
import { Crowd } from '../crash/crowd.ts';
import { fileGround } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';
import { SPARE, taps } from './taps-suite.ts';

// One server on a file, as most markets are.
const ground = fileGround();
const server = new ServerProcess(ground.environment);
let crowd: Crowd;

beforeAll(async () => {
  crowd = await Crowd.open(ground, { buyers: 6, spare: SPARE });
  await server.start();
  crowd.connect(() => server.port, true);
  crowd.start();
  await crowd.orders(5);
});
afterAll(async () => {
  await server.kill();
  await ground.close();
});

taps(() => ({ ground, crowd, ports: [server.port] }));
