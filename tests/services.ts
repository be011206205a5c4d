import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Chromium is looked for; CHROMIUM names another one. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of the end-to-end suite, or null. */
export function chromiumPath(): string | null {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return places.find((place) => existsSync(place)) ?? null;
}

/** How the tests start it: no sandbox as root, and no looking for the world outside. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Installs what the suites need, on Debian and Ubuntu where this user may; says what is missing elsewhere. */
export function ensureServices(): { hasChromium: boolean; missing: { name: string; howToGet: string }[] } {
  if (!chromiumPath()) install(['chromium', 'fonts-noto-cjk']);
  const hasChromium = chromiumPath() !== null;
  const howToGet = 'Install Chromium, or set CHROMIUM to the path of a Chromium or Chrome.';
  return { hasChromium, missing: hasChromium ? [] : [{ name: 'a browser', howToGet }] };
}

function install(packages: string[]): void {
  if (!existsSync('/usr/bin/apt-get')) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...args: string[]) => {
    const [command, ...rest] = [...asRoot, 'apt-get', '-q', '-y', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(command!, rest, { stdio: 'inherit', env }).status === 0;
  };
  process.stdout.write(`Installing ${packages.join(', ')} for the tests.\n`);
  if (!run('install', '--no-install-recommends', ...packages)) {
    run('update');
    run('install', '--no-install-recommends', ...packages);
  }
}
