import type { Chance } from '../world/chance.ts';

/** What can go wrong, each with how often in this world; a world has some of it, seldom all. */
export interface Weather {
  /** Per append. */
  slowAppend: number;
  lostBefore: number;
  throwsBefore: number;
  throwsAfter: number;
  unknownCommitted: number;
  unknownNot: number;
  unknownLate: number;
  constraint: number;
  /** Per read of the store. */
  slowRead: number;
  failedRead: number;
  /** Per snapshot that is read. */
  tornSnapshot: number;
  /** Per message on the bus. */
  busDrop: number;
  busRepeat: number;
  busLate: number;
  /** Per call from node to node. */
  peerLost: number;
  peerSlow: number;
  /** Per message of a client, either way. */
  lineLost: number;
  lineSlow: number;
  /** Per call of a payment provider. */
  refundFails: number;
  /** Times per minute of virtual time. */
  crash: number;
  pause: number;
  cutOffStore: number;
  cutOffPeer: number;
  fullDisk: number;
  badDisk: number;
  clockStep: number;
}

export const calm: Weather = {
  slowAppend: 0,
  lostBefore: 0,
  throwsBefore: 0,
  throwsAfter: 0,
  unknownCommitted: 0,
  unknownNot: 0,
  unknownLate: 0,
  constraint: 0,
  slowRead: 0,
  failedRead: 0,
  tornSnapshot: 0,
  busDrop: 0,
  busRepeat: 0,
  busLate: 0,
  peerLost: 0,
  peerSlow: 0,
  lineLost: 0,
  lineSlow: 0,
  refundFails: 0,
  crash: 0,
  pause: 0,
  cutOffStore: 0,
  cutOffPeer: 0,
  fullDisk: 0,
  badDisk: 0,
  clockStep: 0,
};

/** How bad each fault is at its worst. */
const worst: Weather = {
  slowAppend: 0.3,
  lostBefore: 0.15,
  throwsBefore: 0.1,
  throwsAfter: 0.1,
  unknownCommitted: 0.2,
  unknownNot: 0.15,
  unknownLate: 0.1,
  constraint: 0.05,
  slowRead: 0.2,
  failedRead: 0.15,
  tornSnapshot: 0.5,
  busDrop: 0.7,
  busRepeat: 0.3,
  busLate: 0.5,
  peerLost: 0.3,
  peerSlow: 0.3,
  lineLost: 0.2,
  lineSlow: 0.3,
  refundFails: 0.4,
  crash: 2,
  pause: 2,
  cutOffStore: 1.5,
  cutOffPeer: 2,
  fullDisk: 0.7,
  badDisk: 0.3,
  clockStep: 1,
};

/** Each fault is there or not, and mild or bad: so that rare pairs of faults meet without drowning in the others. */
export function drawWeather(chance: Chance): Weather {
  const share = chance.one([0, 0.2, 0.4, 0.7, 1]);
  const weather = { ...calm };
  for (const name of Object.keys(worst) as (keyof Weather)[]) {
    if (chance.happens(share)) weather[name] = worst[name] * chance.one([0.1, 0.3, 1]);
  }
  return weather;
}
