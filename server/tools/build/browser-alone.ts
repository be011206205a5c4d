import type { Plugin } from 'vite';

/** Parts of mediasoup-client that no page runs: its tests, React Native, and a log that nobody reads. */
const UNUSED =
  /[\\/]mediasoup-client[\\/]lib[\\/](?:handlers[\\/](?:FakeHandler|ReactNative106)|test[\\/]fakeParameters)\.js$|[\\/]debug[\\/]src[\\/]browser\.js$/;

/** What asks for a log gets one that says nothing; of the others only the name is read. */
const NOTHING = `function quiet() { return Object.assign(() => undefined, { log: null, enabled: false }); }
module.exports = Object.assign(quiet, { default: quiet });`;

/**
 * Leaves out what a library brings for others than browsers: a fifth of it.
 */
export function browserAlone(): Plugin {
  return {
    name: 'browser-alone',
    apply: 'build',
    load: { filter: { id: UNUSED }, handler: () => ({ code: NOTHING, moduleType: 'js' }) },
  };
}
