import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { assertFitToOpen } from '../../server/startup/fit-to-open.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const secret = 'x'.repeat(32);

function complaint(environment: Record<string, string>): string {
  try {
    readConfig({ DATA_DIR: folder, ...environment });
  } catch (fault) {
    if (fault instanceof ConfigError) return fault.message;
    throw fault;
  }
  return '';
}

test('nothing set is a development server on this machine', () => {
  const config = readConfig({ DATA_DIR: folder, AUTH_SECRET: secret });
  expect(config).toMatchObject({
    environment: 'development',
    host: '127.0.0.1',
    port: 3_000,
    publicOrigin: null,
    sqliteSync: 'full',
  });
  expect(config.database).toEqual({ kind: 'sqlite', file: join(folder, 'fairday.db') });
  expect(Object.isFrozen(config)).toBe(true);
});

test('pipes between servers listen where viewers’ media does unless they are told otherwise', () => {
  const read = (more: Record<string, string>) =>
    readConfig({ DATA_DIR: folder, AUTH_SECRET: secret, MEDIA_LISTEN_IP: '192.0.2.7', ...more }).media.pipe;
  expect(read({})).toEqual({ listenIp: '192.0.2.7', announcedIp: null, ports: null });
  const told = { PIPE_LISTEN_IP: '10.0.0.7', PIPE_ANNOUNCED_IP: '10.1.0.7', PIPE_PORTS: '41000-41199' };
  expect(read(told)).toEqual({
    ...{ listenIp: '10.0.0.7', announcedIp: '10.1.0.7' },
    ports: { min: 41_000, max: 41_199 },
  });
  expect(complaint({ PIPE_LISTEN_IP: '0.0.0.0' })).toMatch(/^PIPE_LISTEN_IP /);
  expect(complaint({ PIPE_ANNOUNCED_IP: 'server-2' })).toMatch(/^PIPE_ANNOUNCED_IP /);
  for (const ports of ['41000', '41199-41000', '0-5', '41000-70000', 'a-b']) {
    expect(complaint({ PIPE_PORTS: ports })).toMatch(/^PIPE_PORTS .* 41000-41199/);
  }
});

test('media ports to which browsers send nothing are refused at the start, also those of further workers', () => {
  const at = (MEDIA_PORT: string, MEDIA_WORKERS: string, MEDIA_ANNOUNCED_ADDRESS = '192.0.2.7') =>
    complaint({ AUTH_SECRET: secret, MEDIA_PORT, MEDIA_WORKERS, MEDIA_ANNOUNCED_ADDRESS });
  expect(at('1', '1')).toBe(
    'MEDIA_PORT in the environment cannot be used: browsers send no media to port 1: set it to 1024 or higher, or 80 or 443.',
  );
  expect(at('1023', '4')).toMatch(/no media to port 1023:/);
  expect(at('443', '2')).toMatch(/ports 443 to 444 .* no media to 444: set MEDIA_WORKERS to 1/);
  for (const address of ['192.168.1.7', '127.0.0.1', '10.0.0.7', '172.31.0.7', '169.254.1.1', 'fd00::7']) {
    expect(at('443', '1', address)).toMatch(/port 443 of \S+, an address of a private network/);
  }
  const fine: [string, string, string?][] = [
    ['0', '4'],
    ['1', '0'],
    ['80', '1'],
    ['443', '1'],
    ['443', '1', 'media.market.example'],
    ['1024', '8'],
    ['44444', '4', '192.168.1.7'],
  ];
  for (const each of fine) expect(at(...each), each.join(' ')).toBe('');
});

test('[X89] production refuses to start without a real secret, and says how to make one', () => {
  expect(complaint({ NODE_ENV: 'production' })).toMatch(/^AUTH_SECRET is missing .*openssl rand/);
  expect(complaint({ NODE_ENV: 'production', AUTH_SECRET: 'short' })).toMatch(/^AUTH_SECRET .*32 random/);
  expect(complaint({ NODE_ENV: 'production', AUTH_SECRET: secret })).toBe('');
});

test('a first start makes its own secret, readable by its user alone, and keeps it', () => {
  const first = readConfig({ DATA_DIR: folder }).masterSecret;
  expect(first.length).toBeGreaterThanOrEqual(32);
  expect(readConfig({ DATA_DIR: folder }).masterSecret).toBe(first);
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
});

test('a file may hold the secret in its place; one that can not be read, or is no secret, stops the start', () => {
  const file = join(folder, 'auth-secret');
  writeFileSync(file, `${secret}\n`);
  const config = readConfig({ NODE_ENV: 'production', DATA_DIR: folder, AUTH_SECRET_FILE: file });
  expect(config).toMatchObject({ masterSecret: secret, secretFile: file, isSecretKept: false });
  expect(complaint({ AUTH_SECRET_FILE: file, AUTH_SECRET: secret })).toMatch(/both in the environment/);
  for (const wrong of [join(folder, 'nowhere'), folder]) {
    expect(complaint({ AUTH_SECRET_FILE: wrong })).toBe(
      `AUTH_SECRET_FILE in the environment cannot be used: ${wrong} is not readable by this user, or holds no 32 random characters, for instance from: openssl rand -base64 32.`,
    );
  }
  writeFileSync(file, 'hunter2');
  expect(complaint({ AUTH_SECRET_FILE: file })).toMatch(/^AUTH_SECRET_FILE .*openssl rand -base64 32\.$/);
  expect(complaint({ AUTH_SECRET_FILE: file })).not.toContain('hunter2');
});

test('[X95] a path whose folder is not there is a mistake, and nothing is made', () => {
  const missing = join(folder, 'nowhere');
  expect(complaint({ DATA_DIR: join(missing, 'data') })).toBe(
    `DATA_DIR ${join(missing, 'data')} cannot be made: ${missing} is not there. Correct the path, or make that folder.`,
  );
  expect(existsSync(missing)).toBe(false);
});

test('[X95] each bad value is one line: what, where, how to fix it; the value itself is not repeated', () => {
  const bad: Record<string, string> = {
    NODE_ENV: 'prod',
    PORT: '70000',
    PUBLIC_URL: 'market.example',
    CORS_ORIGINS: 'https://a.example,nonsense',
    DATABASE_URL: 'mysql://x',
    SQLITE_SYNC: 'off',
    AUTH_SECRET: 'hunter2',
    TRUST_PROXY: 'yes',
    LOG_LEVEL: 'loud',
    METRICS_TOKEN: 'short',
    CONTACT: 'two\nlines',
    DEFAULT_LOCALE: 'fr',
    COUNTRY_CODE: '+86',
    MAX_CONNECTIONS_PER_ADDRESS: '-1',
    MAX_CONNECTIONS_PER_ACCOUNT: '-1',
  };
  for (const [name, value] of Object.entries(bad)) {
    const line = complaint({ [name]: value });
    expect(line).toMatch(new RegExp(`^${name} .*: set it to `));
    expect(line).not.toContain('\n');
    if (name === 'AUTH_SECRET') expect(line).not.toContain('hunter2');
  }
  writeFileSync(join(folder, 'a-file'), '');
  expect(complaint({ DATA_DIR: join(folder, 'a-file') })).toMatch(/^DATA_DIR .* cannot be written/);
});

test('origins are kept as the URL standard writes them', () => {
  const config = readConfig({
    DATA_DIR: folder,
    PUBLIC_URL: 'HTTPS://Shop.Example:443/path',
    CORS_ORIGINS: 'https://a.example/, http://b.example:8080',
  });
  expect(config.publicOrigin).toBe('https://shop.example');
  expect(config.corsOrigins).toEqual(['https://a.example', 'http://b.example:8080']);
});

describe('what a market opens with', () => {
  const drawn = 'x7 kq2 vb9 zm4 hd1 pl8 wr3 jt6 cy0 gs5';
  const fine = { AUTH_SECRET: drawn, PUBLIC_URL: 'https://market.example' };
  /** Why a market does not open, or nothing. */
  const refusalOf = (environment: Record<string, string>, mode?: 'serve' | 'demo'): string => {
    try {
      assertFitToOpen(readConfig({ DATA_DIR: folder, ...environment }, mode));
      return '';
    } catch (fault) {
      if (!(fault instanceof ConfigError)) throw fault;
      return fault.message;
    }
  };

  test('others reach it by HOST or PUBLIC_URL: then it is held to the rules of production', () => {
    const config = (environment: Record<string, string>, mode?: 'demo') =>
      readConfig({ DATA_DIR: folder, AUTH_SECRET: drawn, ...environment }, mode);
    for (const HOST of ['127.0.0.1', '127.0.0.2', '::1', 'localhost']) {
      expect(config({ HOST }), HOST).toMatchObject({ isReachable: false, isProduction: false });
    }
    for (const HOST of ['0.0.0.0', '::', '192.168.1.5', 'market.example', '127.0.0.1.example']) {
      expect(config({ HOST }), HOST).toMatchObject({ isReachable: true, isProduction: true });
    }
    for (const PUBLIC_URL of ['http://127.0.0.1:3000', 'http://[::1]:3000', 'https://localhost']) {
      expect(config({ PUBLIC_URL }).isReachable, PUBLIC_URL).toBe(false);
    }
    expect(config({ PUBLIC_URL: 'https://market.example' }).isProduction).toBe(true);
    expect(config({ NODE_ENV: 'production' })).toMatchObject({ isReachable: false, isProduction: true });
    expect(config({ HOST: '0.0.0.0', NODE_ENV: 'production' }, 'demo').isProduction).toBe(false);
  });

  test('a secret that was typed rather than drawn stops the start in one line that names the remedy', () => {
    const weak = {
      'one letter': 'a'.repeat(32),
      blanks: ' '.repeat(32),
      'a word again and again': 'changeme'.repeat(4),
      'two long parts alike': 'Correct-Horse-7!Correct-Horse-7!',
      'a part that comes back': 'market-day-of-2026-and-market-day-again',
      'nine characters': '123456789987654321135792468864297531',
    };
    for (const [what, AUTH_SECRET] of Object.entries(weak)) {
      const line = refusalOf({ ...fine, AUTH_SECRET });
      expect(line, what).toMatch(
        /^AUTH_SECRET .*: (?:it has fewer|a part of 8) .*openssl rand -base64 32\.$/,
      );
      expect(line).not.toContain(AUTH_SECRET);
      // For this machine alone anything will do.
      expect(refusalOf({ AUTH_SECRET }), what).toBe('');
    }
    for (let round = 0; round < 200; round += 1) {
      expect(refusalOf({ ...fine, AUTH_SECRET: randomBytes(32).toString('base64') })).toBe('');
      expect(refusalOf({ ...fine, AUTH_SECRET: randomBytes(32).toString('hex') })).toBe('');
    }
    expect(refusalOf({ PUBLIC_URL: fine.PUBLIC_URL }), 'the secret that a start makes').toBe('');
  });

  test('plain http for others stops the start, unless somebody says that it may be', () => {
    const plain = [
      { HOST: '0.0.0.0' },
      { PUBLIC_URL: 'http://market.example' },
      { HOST: '0.0.0.0', PUBLIC_URL: 'http://127.0.0.1:3000' },
    ];
    for (const settings of plain) {
      const environment = { AUTH_SECRET: drawn, ...settings };
      expect(refusalOf(environment)).toMatch(/^PUBLIC_URL .* https:\/\/ .* INSECURE_HTTP=allow /);
      expect(refusalOf({ ...environment, INSECURE_HTTP: 'allow' })).toBe('');
      expect(refusalOf(environment, 'demo')).toBe('');
    }
    expect(refusalOf({ ...fine, HOST: '0.0.0.0' })).toBe('');
    expect(refusalOf({ AUTH_SECRET: drawn, NODE_ENV: 'production' })).toBe('');
  });

  test('practice payments are for this machine, unless they are allowed or it is a demo', () => {
    const practice = (environment: Record<string, string>, mode?: 'demo') =>
      readConfig({ DATA_DIR: folder, AUTH_SECRET: drawn, ...environment }, mode).practicePayments;
    expect(practice({})).toBe('this_machine');
    expect(practice({ NODE_ENV: 'production' })).toBe('this_machine');
    expect(practice({ SANDBOX_PAYMENTS: 'allow' })).toBe('everybody');
    expect(practice({}, 'demo')).toBe('everybody');
    expect(complaint({ SANDBOX_PAYMENTS: 'yes' })).toMatch(/^SANDBOX_PAYMENTS .* local .* allow/);
  });
});
