import type { Plugin } from 'vite';

/** Parts of mediasoup-client that no page runs: its tests, React Native, channels of data, and a log that nobody reads. */
const UNUSED =
  /[\\/]mediasoup-client[\\/]lib[\\/](?:Data(?:Consumer|Producer)|handlers[\\/](?:FakeHandler|ReactNative106)|test[\\/]fakeParameters)\.js$|[\\/]debug[\\/]src[\\/]browser\.js$/;

/** The library as one imports it. A page wants its device; the rest of it is for tests and for logs. */
const WHOLE = /[\\/]mediasoup-client[\\/]lib[\\/]index\.js$/;
const DEVICE = `exports.Device = require('./Device').Device;`;

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
    load: {
      filter: { id: [UNUSED, WHOLE] },
      handler: (id) => ({ code: WHOLE.test(id) ? DEVICE : NOTHING, moduleType: 'js' }),
    },
  };
}
