import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { variableNames } from '../../server/config.ts';
import { SERVER_HEAP } from '../../server/launcher/heap.mjs';
import { root } from './sources.ts';

const folder = join(root, 'docs/deploy');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const texts = z.array(z.string());
const setting = z.union([z.string(), z.number()]);

/** What we use of the Compose specification, and nothing else: a key that is spelt wrong is refused. */
const service = z.strictObject({
  build: z.optional(z.string()),
  image: z.string(),
  network_mode: z.optional(z.literal('host')),
  ports: z.optional(texts),
  command: z.optional(texts),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z.optional(z.string().check(z.regex(/^\d+s$/))),
  depends_on: z.optional(
    z.union([
      texts,
      z.record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_started']) })),
    ]),
  ),
  environment: z.optional(z.record(z.string(), setting)),
  volumes: z.optional(texts),
  secrets: z.optional(texts),
  read_only: z.optional(z.boolean()),
  tmpfs: z.optional(texts),
  cap_drop: z.optional(texts),
  cap_add: z.optional(texts),
  security_opt: z.optional(texts),
  ulimits: z.optional(z.record(z.string(), z.number())),
  logging: z.optional(z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) })),
  healthcheck: z.optional(
    z.strictObject({
      test: texts,
      interval: z.string(),
      timeout: z.string(),
      start_period: z.optional(z.string()),
      retries: z.number(),
    }),
  ),
});
const compose = z.looseObject({
  name: z.string(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
  secrets: z.optional(z.record(z.string(), z.strictObject({ file: z.string() }))),
});

const parsed = (text: string) => compose.parse(parse(text, { merge: true }));
const several = parsed(readFileSync(join(root, 'compose.yaml'), 'utf8'));
const one = parsed(read('compose.yaml'));

test('both compose files are what Compose takes: known keys, and volumes and secrets that are declared', () => {
  for (const file of [one, several]) {
    expect(Object.keys(file).filter((key) => !/^(?:x-.+|name|services|volumes|secrets)$/.test(key))).toEqual(
      [],
    );
    const used = Object.values(file.services);
    const named = used.flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]!));
    const kept = named.filter((volume) => !volume.startsWith('.'));
    expect([...new Set(kept)].toSorted()).toEqual(Object.keys(file.volumes).toSorted());
    const secrets = used.flatMap(({ secrets = [] }) => secrets);
    expect(secrets).toEqual(Object.keys(file.secrets ?? {}));
    const waitedFor = used.flatMap(({ depends_on = [] }) =>
      Array.isArray(depends_on) ? depends_on : Object.keys(depends_on),
    );
    expect(waitedFor.filter((name) => !(name in file.services))).toEqual([]);
  }
  const mounted = Object.values(one.services).flatMap(({ volumes = [] }) => volumes);
  const files = mounted.filter((volume) => /^\.\/\w+:.+:ro$/.test(volume));
  expect(files.map((volume) => existsSync(resolve(folder, volume.split(':')[0]!)))).toEqual([true]);
  expect(existsSync(resolve(folder, one.services.fairday!.build!, 'Dockerfile'))).toBe(true);
});

test('the server of one container is shut in, told to stop in good time, and looked after', () => {
  const { fairday, caddy } = one.services;
  for (const each of [fairday!, caddy!]) {
    expect(each).toMatchObject({ read_only: true, cap_drop: ['ALL'], network_mode: 'host' });
    expect(each.security_opt).toEqual(['no-new-privileges:true']);
    expect(each.ulimits!.nofile).toBeGreaterThan(40_000);
  }
  expect(fairday!.cap_add).toBeUndefined();
  expect(Number.parseInt(fairday!.stop_grace_period!, 10)).toBeGreaterThan(10);
  expect(fairday!.healthcheck!.test.join(' ')).toContain(`:${fairday!.environment!.PORT}/healthz`);
  const image = readFileSync(join(root, 'Dockerfile'), 'utf8');
  // The image's user is node, number 1000, to whom the secret and the copies belong.
  expect(image).toMatch(/^USER node$/m);
  expect(read('compose.yaml')).toContain('-o 1000 -m 0400');
});

test('it has live video and every setting that a first market needs, none that the program does not know', () => {
  const { environment = {} } = one.services.fairday!;
  const known: readonly string[] = variableNames;
  expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
  expect(environment).toMatchObject({ NODE_ENV: 'production', HOST: '127.0.0.1', TRUST_PROXY: 1 });
  expect(environment).not.toHaveProperty('AUTH_SECRET');
  expect(environment.AUTH_SECRET_FILE).toBe(`/run/secrets/${one.services.fairday!.secrets![0]}`);
  for (const name of ['MEDIA_LISTEN_IP', 'MEDIA_PORT', 'PUBLIC_URL'])
    expect(environment).toHaveProperty(name);
  const asked = [...read('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!);
  const offered = [...read('compose.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
  expect(offered.toSorted()).toEqual([...new Set(asked)].toSorted());
});

test('what is secret of a container is neither committed nor sent to a builder', () => {
  const own = ['.env', 'auth_secret', 'backups'].map((name) => `docs/deploy/${name}`);
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
  const leftOut = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  expect(own.filter((name) => !leftOut.includes(name))).toEqual([]);
  expect(
    own.slice(1).filter((name) => !ignored.includes(`/${name}${name.endsWith('s') ? '/' : ''}`)),
  ).toEqual([]);
  expect(ignored).toContain('.env');
});

test('port, paths and media ports are the same in every file of the example', () => {
  const page = read('rented-server.md');
  expect(read('Caddyfile')).toContain(`reverse_proxy 127.0.0.1:${one.services.fairday!.environment!.PORT} {`);
  const first = /^MEDIA_PORT=(\d+)$/m.exec(page)![1];
  expect(one.services.fairday!.environment!.MEDIA_PORT).toBe(`\${MEDIA_PORT:-${first}}`);
  for (const kind of ['udp', 'tcp']) {
    expect(read('nftables.conf')).toMatch(new RegExp(`${kind} dport ${first}-\\d+ accept`));
    expect(page).toMatch(new RegExp(`ufw allow ${first}:\\d+/${kind}`));
  }
  const unit = read('fairday.service');
  const [, home] = /^StateDirectory=(\w+)$/m.exec(unit)!;
  expect(page).toContain(`DATA_DIR=/var/lib/${home}/data`);
  for (const name of ['fairday.service', 'fairday-backup.service']) {
    expect(read(name)).toMatch(/^WorkingDirectory=\/srv\/fairday$/m);
    expect(read(name)).toMatch(/^User=fairday$/m);
  }
});

test('unit and container begin with the heap that the launcher gives a server', () => {
  const command = ['node', ...SERVER_HEAP, 'dist/server/fairday.js', 'serve'];
  expect(read('fairday.service')).toContain(command.join(' '));
  expect(one.services.fairday!.command).toEqual(command);
});
