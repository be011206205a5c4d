import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultContexts } from '../../server/gateway/faults/faults.ts';
import { LONG_FILES } from '../run/longest-first.ts';
import { built, unbuilt } from '../run/plan.ts';
import { ALONE, suiteOf, suites } from '../run/suites.ts';
import { QUICK_FILES, REST_FILES, tierOf } from '../run/tiers.ts';
import { root, sources } from './sources.ts';

const findings = (folders: string[], pattern: RegExp, allowed: RegExp = /^$/) =>
  sources(...folders).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      return pattern.test(line) && !allowed.test(`${path}:${line}`)
        ? [`${path}:${index + 1}: ${line.trim()}`]
        : [];
    }),
  );

test('the rules know no clock, no chance and no world outside', () => {
  const impure =
    /\b(?:Date\.|new Date|Math\.random|performance\.|process\.|setTimeout|setInterval|await|crypto|from 'node:)/;
  expect(findings(['server/market', 'server/shop', 'shared'], impure)).toEqual([]);
});

test('no text is put together for the database out of values', () => {
  const built = /\b(?:prepare|exec|run)\(\s*`[^`]*\$\{(?!marks|table|columns|text|name)/;
  expect(findings(['server/adapters/sql'], built)).toEqual([]);
});

test('no page sets raw HTML, no source switches a check off', () => {
  expect(findings(['client'], /dangerouslySetInnerHTML|innerHTML\s*=/)).toEqual([]);
  expect(
    findings(['server', 'client', 'shared'], /@ts-ignore|@ts-expect-error|@ts-nocheck|\bas any\b/),
  ).toEqual([]);
});

test('what comes in a chunk of its own comes by `part`, which waits for its words', () => {
  // A whole screen, and the shell round those of staff, wait for their words where the routes are.
  expect(findings(['client'], /\blazy\(|<Suspense/, /^client\/(?:later-)?routes?\.tsx?:/)).toEqual([]);
});

test('[X103] no parser of bodies unpacks one', () => {
  const parser = /\bexpress\.(?:json|raw|text|urlencoded)\(/;
  expect(findings(['server'], parser).length).toBeGreaterThan(5);
  expect(findings(['server'], parser, /inflate: false/)).toEqual([]);
});

test('[X14] one file alone says where a request came from', () => {
  const another = /\bremoteAddress\b|x-forwarded-for|x-real-ip|'trust proxy'|\b(?:request|req)\.ips?\b/i;
  expect(findings(['server/gateway'], another, /^server\/gateway\/visitors\/client-address\.ts:/)).toEqual(
    [],
  );
});

test('a line of a fault names its context, and each context is counted under its own name', () => {
  const fault = /\.(?:error|warn)\(\{ err\b/;
  // The store's absence has numbers of its own, a reader who leaves is no fault, and the demo is no market.
  const none = /context|the store is away|taken to its end|cannot be opened|^server\/tools\/demo\//;
  expect(findings(['server'], fault).length).toBeGreaterThan(10);
  expect(findings(['server'], fault, none)).toEqual([]);
  const naming = /(?:context: |\bonFault\((?:[^()]|\([^()]*\))*?, |\balarm\()['`]([a-z -]+)/g;
  const named = sources('server').flatMap(({ text }) =>
    [...text.matchAll(naming)].map(([, context = '']) => context.trim()),
  );
  expect([...new Set(named), 'other'].toSorted()).toEqual([...faultContexts].toSorted());
});

test('nothing that a compiler made lies among the sources', () => {
  const isMade = (name: string) => /\.(?:js|map)$/.test(name);
  const made = ['server', 'client', 'shared', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(isMade),
  );
  expect(made).toEqual([]);
});

test('no suite is left out by hand', () => {
  const skipped = new RegExp(`\\.(?:${'skip'}|${'only'}|${'todo'})\\(`);
  expect(findings(['tests'], skipped)).toEqual([]);
});

test('every spec file belongs to a suite that vitest knows, and to one tier of npm test', () => {
  const config = readFileSync(join(root, 'vite.config.ts'), 'utf8');
  const known = [...config.matchAll(/suite\('([a-z]+)'/g)].map((match) => match[1]!);
  expect(known.toSorted()).toEqual(Object.keys(suites).toSorted());
  const specs = sources('tests')
    .map(({ path }) => path)
    .filter((path) => /\.spec\.tsx?$/.test(path));
  expect(specs.filter((path) => suiteOf(path) === null)).toEqual([]);
  const tiers = Object.groupBy(specs, tierOf);
  expect(tiers.quick!.length + tiers.rest!.length).toBe(specs.length);
  const named = [...QUICK_FILES, ...REST_FILES, ...Object.keys(LONG_FILES)];
  expect(named.filter((path) => !specs.includes(path))).toEqual([]);
});

test('what replaces modules has a worker to itself', () => {
  const replacing = sources('tests')
    .filter(({ path, text }) => /\.spec\.tsx?$/.test(path) && /^ *vi\.mock\(/m.test(text))
    .map(({ path }) => path);
  expect(replacing.filter((path) => suiteOf(path) !== 'dom' && !ALONE.has(path))).toEqual([]);
  expect([...ALONE].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('npm test, test:rest and test:all run the tiers, and every suite stands in one step of them', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const [script, tier] of [
    ['test', 'quick'],
    ['test:rest', 'rest'],
    ['test:all', 'all'],
  ] as const) {
    expect(scripts[script]).toContain(`tests/run/main.ts ${tier}`);
  }
  for (const wanted of ['quick', 'rest', 'all'] as const) {
    const taken = [unbuilt, ...built(wanted)].flatMap((group) => group.suites);
    expect(taken.toSorted()).toEqual(Object.keys(suites).toSorted());
    // Nothing runs beside video.
    expect(built(wanted).at(-1)).toEqual({ suites: ['video'], lanes: 1 });
  }
});

test('every variable of the configuration stands in .env.example, and no other', async () => {
  const { variableNames } = await import('../../server/config.ts');
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const [own, forCompose] = example.split('# For compose.yaml alone');
  expect(settingsIn(own!)).toEqual([...variableNames].sort());
  const compose = readFileSync(join(root, 'compose.yaml'), 'utf8');
  const asked = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1]!));
  expect(asked.size).toBeGreaterThan(5);
  expect([...asked].filter((name) => !settingsIn(example).includes(name))).toEqual([]);
  expect(settingsIn(forCompose!).filter((name) => !asked.has(name))).toEqual([]);
});

test('compose.yaml names no setting that a server does not know, and makes up no secret', async () => {
  const { variableNames } = await import('../../server/config.ts');
  const compose = readFileSync(join(root, 'compose.yaml'), 'utf8');
  const settings = compose.slice(compose.indexOf('x-settings:'), compose.indexOf('\nservices:'));
  const given = [...settings.matchAll(/^ {2}([A-Z_]+): /gm)].map((match) => match[1]!);
  const each = [...compose.matchAll(/environment: \{ <<: \*settings, (.+) \}/g)].map((match) => match[1]!);
  expect(each).toHaveLength(3);
  const named = each.flatMap((pairs) => [...pairs.matchAll(/([A-Z_]+):/g)].map((match) => match[1]!));
  expect([...given, ...named].filter((name) => !(variableNames as string[]).includes(name))).toEqual([]);
  for (const secret of ['AUTH_SECRET', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD']) {
    expect(compose.match(new RegExp(`\\$\\{${secret}\\b(?!:\\?|_)`, 'g'))).toBeNull();
  }
});

test('every limit can be set for the servers of compose.yaml', async () => {
  const { limitDefaults } = await import('../../server/ports/limits.ts');
  const compose = readFileSync(join(root, 'compose.yaml'), 'utf8');
  const given = [...compose.matchAll(/^ {2}([A-Z_]+): \$\{\1:-/gm)].map((match) => match[1]!);
  expect(Object.keys(limitDefaults).filter((name) => !given.includes(name))).toEqual([]);
});

test('the balancer of compose.yaml is the one that the cluster is tested with', async () => {
  const { balancerConfig } = await import('../../server/tools/lab/cluster/balancer-config.ts');
  const servers = [1, 2, 3].map((n) => ({ name: `fairday-${n}`, address: `fairday-${n}:3000` }));
  const awayFile = '/usr/local/etc/haproxy/away.html';
  const written = balancerConfig({ bind: '*:3000', servers, awayFile, resolver: '127.0.0.11:53' });
  expect(readFileSync(join(root, 'docs/haproxy.cfg'), 'utf8')).toBe(written);
  const mounted = readFileSync(join(root, 'compose.yaml'), 'utf8');
  expect(mounted).toContain(`./docs/haproxy-away.html:${awayFile}:ro`);
});

test('what the Dockerfile copies is there, and its context does not leave it out', () => {
  const copies = readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(
    /^COPY (?:--from=build )?(.+) \S+$/gm,
  );
  const copied = [...copies]
    .flatMap((match) => match[1]!.split(' '))
    .map((path) => path.replace('/app/', ''));
  const leftOut = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
  const made = /^(dist|node_modules|worker-packages)(\/|$)/;
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((path) => !made.test(path) && !existsSync(join(root, path)))).toEqual([]);
  expect(copied.filter((path) => !made.test(path) && leftOut.includes(path.split('/')[0]!))).toEqual([]);
  for (const name of ['.git', '.env', 'node_modules', 'dist', 'data']) expect(leftOut).toContain(name);
});

test('package.json and .nvmrc name the Node that the launcher knows', () => {
  const floor = readFileSync(join(root, 'server/launcher/floor.mjs'), 'utf8');
  const named = (constant: string) => new RegExp(`${constant} = '([^']+)'`).exec(floor)![1];
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(engines).toEqual({ node: named('NODE_FLOOR') });
  expect(readFileSync(join(root, '.nvmrc'), 'utf8').trim()).toBe(named('NODE_RECOMMENDED'));
  for (const page of ['README.md', 'docs/operate.md', 'docs/contributing.md']) {
    expect(readFileSync(join(root, page), 'utf8'), page).toContain(`\`${named('NODE_FLOOR')}\``);
  }
});

test('the image runs on the Node that is recommended, and its first stage and its last on the same', () => {
  const bases = [...readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(/^FROM (\S+)/gm)].map(
    (match) => match[1],
  );
  const node = readFileSync(join(root, '.nvmrc'), 'utf8').trim();
  expect(bases).toEqual([`node:${node}-trixie-slim`, `node:${node}-trixie-slim`]);
});

test('what the image runs while little is copied is there by then', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const early = dockerfile.slice(0, dockerfile.indexOf('COPY . .'));
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const run = [...early.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map((match) => String(scripts[match[1]!]));
  expect(run.length).toBeGreaterThan(0);
  const asked = run.flatMap((script) => script.match(/server\/\S+/g) ?? []);
  const copied = [...early.matchAll(/^COPY (server\S+) /gm)].map((match) => match[1]!);
  expect(
    asked.filter((path) => !copied.some((from) => path === from || path.startsWith(`${from}/`))),
  ).toEqual([]);
});

test('the image has every package that its part of the server asks for: neither tools/ nor development packages', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  expect(dockerfile).toMatch(/^RUN npm run build && rm -r dist\/server\/tools && npm prune --omit=dev$/m);
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const installed = { ...dependencies, ...optionalDependencies };
  const shipped = sources('server', 'shared').filter(({ path }) => !path.startsWith('server/tools/'));
  const asked = shipped.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:^(?:import|export) (?!type )[^;]*?from |^import |import\()'([^.'][^']*)'/gm)]
      .map(([, name]) => name!)
      .filter((name) => !name.startsWith('node:'))
      .map((name) => `${path}: ${/^(?:@[^/]+\/)?[^/]+/.exec(name)![0]}`),
  );
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((line) => !(line.split(': ')[1]! in installed))).toEqual([]);
});

test('every npm command that the README and the docs name exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = pages().flatMap(({ path, text }) =>
    // In prose npm itself may do something; a command stands in backticks or at the beginning of a line.
    [...text.matchAll(/(?:npm run|(?<=^|`|&& )npm) (?:-s |--silent )?([a-z][a-z:-]*)/gm)].map(([, name]) => ({
      path,
      name: name!,
    })),
  );
  const builtIn = new Set(['ci', 'run']);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ name }) => !builtIn.has(name) && !scripts[name])).toEqual([]);
});

test('no page sends anybody to npx: it runs on the Node of the machine, which may be too old', () => {
  const lines = pages().flatMap(({ path, text }) =>
    text.split('\n').flatMap((line) => (/\bnpx\b/.test(line) ? [`${path}: ${line.slice(0, 100)}`] : [])),
  );
  expect(lines).toEqual([]);
});

test('SECURITY.md supports the version that this is', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const minor = /^\d+\.\d+/.exec(version)![0];
  expect(readFileSync(join(root, '.github/SECURITY.md'), 'utf8')).toContain(`Today that is ${minor}.`);
});

test('the README stays a first page: short, and without a table of misses', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  expect(readme).not.toMatch(/\*\*missed\*\*/);
});

test('the first links of the README lead somewhere', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const local = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);
  expect(local.length).toBeGreaterThan(2);
  expect(local.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

function settingsIn(text: string): string[] {
  return [...text.matchAll(/^#?\s*([A-Z][A-Z_]+)=/gm)].map((match) => match[1]!).sort();
}

/** The README and all pages of the docs. */
function pages(): { path: string; text: string }[] {
  const paths = ['README.md', ...globSync('docs/**/*.md', { cwd: root }).sort()];
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
