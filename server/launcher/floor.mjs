/**
 * Which Node versions Fairday runs on. Plain JavaScript without imports: the very versions that are too old have to read
 * it. package.json's `engines` and .nvmrc say the same, and tests/tidy compares them.
 */
export const NODE_FLOOR = '^24.22.1 || >=26.12.1';
/** The recommended version, and the one that is fetched where only an older Node is installed. */
export const NODE_RECOMMENDED = '26.12.1';

/**
 * @param {string} version as in `process.versions.node`, for instance 26.12.1
 * @returns {boolean} true if it satisfies NODE_FLOOR; a pre-release never does
 */
export function isGoodNode(version) {
  if (version.includes('-')) return false;
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const isFrom = (leastMinor, leastPatch) =>
    minor > leastMinor || (minor === leastMinor && patch >= leastPatch);
  if (major === 24) return isFrom(22, 1);
  if (major === 26) return isFrom(12, 1);
  return major > 26;
}

/**
 * @param {string} version of the Node that runs
 * @returns {string} one line for whoever started it
 */
export function tooOldLine(version) {
  return `fairday: Node ${version} is too old. Install Node ${NODE_RECOMMENDED} or newer (${NODE_FLOOR}).`;
}
