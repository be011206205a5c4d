import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { isLoopbackName } from '../shared/values/loopback.ts';
import { line } from '../shared/values/text.ts';
import { refuseOtherFormat } from './adapters/sql/sqlite/file-mark.ts';
import { projectRoot } from './lib/project-root.ts';
import { type Limits, type LimitVariable, limitDefaults, limitsOf } from './ports/limits.ts';
import { whyRefusedByBrowsers } from './startup/media-ports.ts';
import { madeUpNodeId } from './startup/node-name.ts';

const text = z.string().check(z.maxLength(2_000));
const whole = (least: number, most: number) =>
  z.pipe(
    text.check(z.regex(/^\d{1,9}$/)),
    z.pipe(z.transform(Number), z.int().check(z.gte(least), z.lte(most))),
  );
/** An address of this machine itself: packets that come to 0.0.0.0 would be answered from another one. */
const ownIp = text.check(z.refine((address) => isIP(address) !== 0 && !/^(?:0\.0\.0\.0|::)$/.test(address)));
const portRange = text.check(
  z.regex(/^\d{1,5}-\d{1,5}$/),
  z.refine((range) => {
    const { min, max } = portsOf(range);
    return min >= 1 && min <= max && max <= 65_535;
  }),
);
const origin = text.check(z.refine((value) => originOf(value) !== null));

const limit = whole(0, 999_999);
const limitVariables = Object.fromEntries(
  Object.entries(limitDefaults).map(([name, usual]) => [
    name,
    [limit, String(usual), 'a whole number up to 999999; 0 for no limit'],
  ]),
) as unknown as Readonly<Record<LimitVariable, readonly [typeof limit, string, string]>>;

/** Every variable: its shape, its default ('' where there is none), and what to do when it is wrong. */
const variables = {
  NODE_ENV: [z.enum(['development', 'production', 'test']), 'development', 'development, production or test'],
  HOST: [text.check(z.minLength(1)), '127.0.0.1', 'an address to listen on, 127.0.0.1 or 0.0.0.0'],
  PORT: [whole(0, 65_535), '3000', 'a port from 0 to 65535; 0 takes a free one'],
  PUBLIC_URL: [z.union([z.literal(''), origin]), '', 'the address that people open, https://market.example'],
  CORS_ORIGINS: [
    z.union([z.literal(''), text.check(z.refine((list) => originList(list).every((o) => o !== null)))]),
    '',
    'further origins whose pages may do what a viewer does, separated by commas: https://a.example,https://b.example',
  ],
  DATA_DIR: [text.check(z.minLength(1)), './data', 'a folder that the server may write to'],
  DATABASE_URL: [
    z.union([z.literal(''), text.check(z.regex(/^(?:sqlite:|memory:|postgres(?:ql)?:\/\/)/))]),
    '',
    'sqlite:./data/fairday.db, postgres://user:password@host/market, memory: or nothing',
  ],
  REDIS_URL: [
    z.union([z.literal(''), text.check(z.regex(/^rediss?:\/\//))]),
    '',
    'redis://host:6379, or nothing for a market of one server',
  ],
  NODE_ID: [
    z.union([z.literal(''), text.check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/))]),
    '',
    'up to 32 letters a to z, digits and hyphens, another one on each server; or nothing',
  ],
  NODE_HOST: [text.check(z.minLength(1)), '127.0.0.1', 'an address that the other servers can reach'],
  NODE_PORT: [whole(0, 65_535), '0', 'a port from 0 to 65535; 0 takes a free one'],
  NODE_ADDRESS: [
    z.union([z.literal(''), text.check(z.regex(/^ws:\/\/[^/]+$/))]),
    '',
    'ws://host:port as the other servers reach this one, or nothing',
  ],
  SQLITE_SYNC: [z.enum(['full', 'normal']), 'full', 'full (nothing acknowledged is ever lost) or normal'],
  AUTH_SECRET: [
    z.union([z.literal(''), text.check(z.minLength(32))]),
    '',
    'at least 32 random characters, for instance from: openssl rand -base64 32',
  ],
  AUTH_SECRET_FILE: [
    text,
    '',
    'a file that holds the secret and nothing else, in the place of AUTH_SECRET; or nothing',
  ],
  AUTH_SECRET_OLD: [
    text.check(z.refine((list) => secretsIn(list).every(({ length }) => length >= 32))),
    '',
    'the secrets of this market before the present one, separated by blanks; or nothing',
  ],
  TRUST_PROXY: [whole(0, 10), '0', 'how many proxies stand before the server, 0 to 10'],
  LOG_LEVEL: [
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    'info',
    'trace, debug, info, warn, error or silent',
  ],
  METRICS_TOKEN: [
    z.union([z.literal(''), text.check(z.minLength(16))]),
    '',
    'at least 16 characters, or nothing',
  ],
  WEBHOOK_PRIVATE_ADDRESSES: [
    z.enum(['refuse', 'allow']),
    'refuse',
    'refuse (only systems of the open internet are told) or allow',
  ],
  EMBED_ORIGINS: [
    z.union([z.enum(['', '*']), text.check(z.refine((list) => originList(list).every((o) => o !== null)))]),
    '',
    '* for pages of anybody, nothing for none, or origins separated by commas: https://a.example,https://b.example',
  ],
  SANDBOX_PAYMENTS: [
    z.enum(['local', 'allow']),
    'local',
    'local (test payments work on this machine alone) or allow (everybody may use them)',
  ],
  INSECURE_HTTP: [
    z.enum(['refuse', 'allow']),
    'refuse',
    'refuse (a market that others reach is served over https) or allow',
  ],
  CONTACT: [
    z.union([z.literal(''), line(120)]),
    '',
    'one line of up to 120 characters, a phone number, an email address, a page (https://…) or a name; or nothing for the host’s name',
  ],
  DEFAULT_LOCALE: [z.enum(['en', 'zh']), 'en', 'en or zh'],
  COUNTRY_CODE: [
    z.union([z.literal(''), text.check(z.regex(/^[1-9]\d{0,3}$/))]),
    '',
    'the calling code of the shop’s country without +, 86; or nothing for that of its time zone',
  ],
  PDF_FONT: [
    text,
    '',
    'a font file with Chinese characters, file.ttf or file.ttc#PostScriptName; or nothing for one of the system’s',
  ],
  MEDIA_LISTEN_IP: [ownIp, '127.0.0.1', 'an address of this machine itself, 192.0.2.7; never 0.0.0.0'],
  MEDIA_ANNOUNCED_ADDRESS: [
    z.union([z.literal(''), text.check(z.regex(/^[A-Za-z0-9.:-]{1,253}$/))]),
    '',
    'the address or name under which media reaches this machine from outside, or nothing',
  ],
  MEDIA_PORT: [whole(0, 65_000), '0', 'a port from 0 to 65000; 0 takes free ones'],
  MEDIA_WORKERS: [
    z.union([z.literal(''), whole(0, 64)]),
    '',
    'a whole number from 0 to 64; 0 for no live video, nothing for one per core',
  ],
  PIPE_LISTEN_IP: [
    z.union([z.literal(''), ownIp]),
    '',
    'the address of this machine that the other servers of the market reach, 10.0.0.7; or nothing for MEDIA_LISTEN_IP',
  ],
  PIPE_ANNOUNCED_IP: [
    z.union([z.literal(''), text.check(z.refine((address) => isIP(address) !== 0))]),
    '',
    'the address that the other servers send to if it is another one, 10.0.0.7; or nothing',
  ],
  PIPE_PORTS: [
    z.union([z.literal(''), portRange]),
    '',
    'the first and the last port of a range, 41000-41199; or nothing for any free ones',
  ],
  HLS_STREAMS: [whole(0, 64), '4', 'a whole number from 0 to 64; 0 for neither HLS nor recordings'],
  STILL_SECONDS: [whole(0, 600), '5', 'a whole number of seconds from 1 to 600; 0 for no stills'],
  RECORDING_MAX_HOURS: [whole(1, 100), '12', 'a whole number of hours from 1 to 100'],
  RECORDING_MAX_GB: [whole(1, 1_000), '20', 'a whole number of gigabytes from 1 to 1000'],
  SECURITY_LOG_MAX_ROWS: [whole(0, 100_000_000), '1000000', 'a whole number of entries; 0 for no limit'],
  SECURITY_LOG_DAYS: [whole(0, 3_650), '180', 'a whole number of days from 0 to 3650; 0 for ever'],
  MAX_CONNECTIONS_PER_ADDRESS: [whole(0, 1_000_000), '12000', 'a whole number; 0 for no limit'],
  MAX_CONNECTIONS_PER_ACCOUNT: [whole(0, 1_000), '10', 'a whole number up to 1000; 0 for no limit'],
  ...limitVariables,
} as const satisfies Record<string, readonly [z.ZodMiniType, string, string]>;

export type Variable = keyof typeof variables;
export const variableNames = Object.keys(variables) as Variable[];

/** `serve`: a market that sells. `demo`: a show with practice payments, on a folder that is thrown away. */
export type Mode = 'serve' | 'demo';

export interface Config {
  readonly environment: 'development' | 'production' | 'test';
  readonly mode: Mode;
  /** Whether machines other than this one are meant to reach it: HOST or PUBLIC_URL lies beyond loopback. */
  readonly isReachable: boolean;
  /** True for a market that others reach or that is called production; never for a demo. */
  readonly isProduction: boolean;
  /** Who may pay with the sandbox: whoever sits at this machine, or everybody. */
  readonly practicePayments: 'this_machine' | 'everybody';
  /** Whether a market that others reach may be served without https. */
  readonly insecureHttp: boolean;
  readonly host: string;
  readonly port: number;
  /** The origin that people open, or null: then only this machine's own pages may connect. */
  readonly publicOrigin: string | null;
  readonly corsOrigins: readonly string[];
  /** Whose pages may show the embedded viewer besides our own; `*`: anybody's. */
  readonly embedOrigins: '*' | readonly string[];
  /** Whether systems of this network may be told what happens (C2). */
  readonly webhookPrivateAddresses: boolean;
  readonly dataDir: string;
  /** `memory:`, a SQLite file, or a PostgreSQL that several servers may share. */
  readonly database:
    | { kind: 'memory' }
    | { kind: 'sqlite'; file: string }
    | { kind: 'postgres'; url: string };
  /** What a server among several needs besides the database. */
  readonly node: {
    readonly redisUrl: string | null;
    /** Unlike every other server's; made up at each start unless it is set. */
    readonly id: string;
    /** True if NODE_ID is set. */
    readonly isNamed: boolean;
    /** Where it listens for the other servers, and how they reach it if that is another address. */
    readonly host: string;
    readonly port: number;
    readonly address: string | null;
  };
  /** Live video: where it listens, what clients are told, and how many native workers there may be (0: none). */
  readonly media: {
    readonly listenIp: string;
    readonly announcedAddress: string | null;
    readonly port: number;
    readonly workers: number;
    /** Where media of other servers' streams come to, and which ports may be taken for them (null: any). */
    readonly pipe: {
      readonly listenIp: string;
      readonly announcedIp: string | null;
      readonly ports: { readonly min: number; readonly max: number } | null;
    };
  };
  /** So many broadcasts at once are cut into pieces, for HLS and recordings. */
  readonly hlsStreams: number;
  /** So far apart at least are two stills of a broadcast, for the home page; 0: none are taken. */
  readonly stillEveryMs: number;
  /** How far the recording of one stream may grow. */
  readonly recording: { readonly maxMs: number; readonly maxBytes: number };
  readonly sqliteSync: 'full' | 'normal';
  readonly masterSecret: string;
  /** Secrets before it: what they sealed and signed is still good. */
  readonly oldSecrets: readonly string[];
  /** Which file the secret was read from, if the settings name one. */
  readonly secretFile: string | null;
  /** The secret lies in the data folder: the settings give none. */
  readonly isSecretKept: boolean;
  readonly trustProxy: number;
  readonly logLevel: string;
  readonly metricsToken: string | null;
  /** Whom a buyer is to ask whose order may be lost (I5); null: the stream's host. */
  readonly contact: string | null;
  readonly defaultLocale: 'en' | 'zh';
  /** Null: that of the country of the shop's time zone. */
  readonly countryCode: string | null;
  /** The font of printed documents; empty: one of the system’s. */
  readonly pdfFont: string;
  /** How far the security log may grow; 0 each: without end. */
  readonly securityLog: { readonly maxRows: number; readonly maxAgeMs: number };
  /** Sockets at once; 0 each: no limit. */
  readonly maxConnectionsPerAddress: number;
  readonly maxConnectionsPerAccount: number;
  /** What else a stranger may cost. */
  readonly limits: Limits;
  /** The built pages. */
  readonly webDir: string;
}

/** A setting that stops the start: one line that says what, where, and how to fix it. */
export class ConfigError extends Error {}

type Value<V extends Variable> = z.infer<(typeof variables)[V][0]>;
type Read = <V extends Variable>(name: V) => Value<V>;

/**
 * Reads the environment once. Throws a ConfigError at the first value that cannot be used, and a StoreOpenError if a secret
 * would have to be made beside a market of another format.
 * @param kind what the program was started as; no variable says it
 * @param options.keepsSecret false: a secret that is not there is not made. The one in its place opens nothing, and is gone
 * with the process
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  kind: Mode = 'serve',
  { keepsSecret = true }: { keepsSecret?: boolean } = {},
): Config {
  const read: Read = <V extends Variable>(name: V) => {
    const [schema, fallback, fix] = variables[name];
    const raw = environment[name];
    const parsed = schema.safeParse(raw === undefined || raw === '' ? fallback : raw);
    if (!parsed.success)
      throw new ConfigError(`${name} in the environment cannot be used: set it to ${fix}.`);
    return parsed.data as Value<V>;
  };
  const mode = read('NODE_ENV');
  const dataDir = resolve(read('DATA_DIR'));
  const database = databaseOf(read('DATABASE_URL'), dataDir);
  const redisUrl = read('REDIS_URL') || null;
  if (redisUrl !== null && database.kind !== 'postgres') {
    throw new ConfigError(
      'REDIS_URL in the environment cannot be used: several servers share a PostgreSQL, so set DATABASE_URL to one too.',
    );
  }
  const root = projectRoot();
  const media = mediaOf(read);
  const [host, publicOrigin] = [read('HOST'), originOf(read('PUBLIC_URL'))];
  const isReachable =
    !isLoopbackName(host) || (publicOrigin !== null && !isLoopbackName(new URL(publicOrigin).hostname));
  return Object.freeze<Config>({
    environment: mode,
    mode: kind,
    isReachable,
    isProduction: kind === 'serve' && (isReachable || mode === 'production'),
    practicePayments: kind === 'demo' || read('SANDBOX_PAYMENTS') === 'allow' ? 'everybody' : 'this_machine',
    insecureHttp: read('INSECURE_HTTP') === 'allow',
    host,
    port: read('PORT'),
    publicOrigin,
    corsOrigins: originList(read('CORS_ORIGINS')).filter((o): o is string => o !== null),
    embedOrigins:
      read('EMBED_ORIGINS') === '*'
        ? '*'
        : originList(read('EMBED_ORIGINS')).filter((o): o is string => o !== null),
    webhookPrivateAddresses: read('WEBHOOK_PRIVATE_ADDRESSES') === 'allow',
    dataDir,
    database,
    node: Object.freeze({
      redisUrl,
      id: read('NODE_ID') || madeUpNodeId(),
      isNamed: read('NODE_ID') !== '',
      host: read('NODE_HOST'),
      port: read('NODE_PORT'),
      address: read('NODE_ADDRESS') || null,
    }),
    media,
    hlsStreams: read('HLS_STREAMS'),
    stillEveryMs: read('STILL_SECONDS') * 1_000,
    recording: Object.freeze({
      maxMs: read('RECORDING_MAX_HOURS') * 3_600_000,
      maxBytes: read('RECORDING_MAX_GB') * 1_000_000_000,
    }),
    sqliteSync: read('SQLITE_SYNC'),
    masterSecret: givenSecret(read) || secretFor(mode, dataDir, database, keepsSecret),
    secretFile: read('AUTH_SECRET_FILE') || null,
    oldSecrets: secretsIn(read('AUTH_SECRET_OLD')),
    isSecretKept: read('AUTH_SECRET') === '' && read('AUTH_SECRET_FILE') === '',
    trustProxy: read('TRUST_PROXY'),
    logLevel: read('LOG_LEVEL'),
    metricsToken: read('METRICS_TOKEN') || null,
    contact: read('CONTACT') || null,
    defaultLocale: read('DEFAULT_LOCALE'),
    countryCode: read('COUNTRY_CODE') || null,
    pdfFont: read('PDF_FONT'),
    securityLog: Object.freeze({
      maxRows: read('SECURITY_LOG_MAX_ROWS'),
      maxAgeMs: read('SECURITY_LOG_DAYS') * 86_400_000,
    }),
    maxConnectionsPerAddress: read('MAX_CONNECTIONS_PER_ADDRESS'),
    maxConnectionsPerAccount: read('MAX_CONNECTIONS_PER_ACCOUNT'),
    limits: limitsOf(read),
    webDir: join(root, 'dist', 'web'),
  });
}

function mediaOf(read: Read): Config['media'] {
  const announcedAddress = read('MEDIA_ANNOUNCED_ADDRESS') || null;
  const [listenIp, port, most] = [read('MEDIA_LISTEN_IP'), read('MEDIA_PORT'), read('MEDIA_WORKERS')];
  const workers = most === '' ? availableParallelism() : most;
  const why = whyRefusedByBrowsers(port, workers, announcedAddress ?? listenIp);
  if (why !== null) throw new ConfigError(`MEDIA_PORT in the environment cannot be used: ${why}.`);
  return Object.freeze({
    ...{ listenIp, announcedAddress, port, workers },
    pipe: Object.freeze({
      listenIp: read('PIPE_LISTEN_IP') || listenIp,
      announcedIp: read('PIPE_ANNOUNCED_IP') || null,
      ports: read('PIPE_PORTS') === '' ? null : portsOf(read('PIPE_PORTS')),
    }),
  });
}

/** The secret that the settings give, themselves or in a file; '' if neither. */
function givenSecret(read: Read): string {
  const [secret, file] = [read('AUTH_SECRET'), read('AUTH_SECRET_FILE')];
  if (file === '') return secret;
  if (secret !== '') {
    throw new ConfigError('AUTH_SECRET and AUTH_SECRET_FILE are both in the environment: set one of them.');
  }
  const kept = textOf(file)?.trim() ?? '';
  if (kept.length >= 32) return kept;
  throw new ConfigError(
    `AUTH_SECRET_FILE in the environment cannot be used: ${file} is not readable by this user, or holds no ${variables.AUTH_SECRET[2].replace('at least ', '')}.`,
  );
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function secretsIn(list: string): string[] {
  return list.split(/\s+/).filter((secret) => secret !== '');
}

function portsOf(range: string): { min: number; max: number } {
  const [min, max] = range.split('-').map(Number);
  return { min: min!, max: max! };
}

/** The origin of an http(s) address as the URL standard writes it, or null. */
function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : null;
}

function originList(list: string): (string | null)[] {
  return list === '' ? [] : list.split(',').map((entry) => originOf(entry.trim()));
}

function databaseOf(address: string, dataDir: string): Config['database'] {
  if (address === 'memory:') return { kind: 'memory' };
  if (/^postgres(?:ql)?:/.test(address)) return { kind: 'postgres', url: address };
  const file = address.replace(/^sqlite:/, '');
  return { kind: 'sqlite', file: file === '' ? join(dataDir, 'fairday.db') : resolve(file) };
}

/** Servers that share a market share its secret: one that made its own would take the others for strangers. */
function secretFor(
  mode: Config['environment'],
  dataDir: string,
  database: Config['database'],
  keepsSecret: boolean,
): string {
  // In a folder of another format nothing is changed: no secret is made beside its market.
  if (database.kind === 'sqlite') refuseOtherFormat(database.file);
  if (database.kind !== 'postgres') return keptSecret(mode, dataDir, keepsSecret);
  throw new ConfigError(
    `AUTH_SECRET is missing in the environment: servers that share a PostgreSQL need the same one, ${variables.AUTH_SECRET[2]}.`,
  );
}

/**
 * Makes the data folder at a first start, in a folder that is there.
 * @throws ConfigError, since a mistyped path would open an empty market in the place of the one that is meant
 */
export function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  const parent = dirname(dataDir);
  if (!existsSync(parent)) {
    throw new ConfigError(
      `DATA_DIR ${dataDir} cannot be made: ${parent} is not there. Correct the path, or make that folder.`,
    );
  }
  try {
    mkdirSync(dataDir);
  } catch {
    // Another server was quicker.
    if (existsSync(dataDir)) return;
    throw new ConfigError(
      `DATA_DIR ${dataDir} cannot be written: choose another folder or give write access.`,
    );
  }
}

/** Outside production a first start makes its own secret and keeps it, readable by this user alone. */
function keptSecret(mode: Config['environment'], dataDir: string, keepsSecret: boolean): string {
  if (mode === 'production') {
    throw new ConfigError(
      `AUTH_SECRET is missing in the environment: set it to ${variables.AUTH_SECRET[2]}.`,
    );
  }
  const file = join(dataDir, 'secret');
  try {
    if (existsSync(file)) {
      const kept = readFileSync(file, 'utf8').trim();
      if (kept.length >= 32) return kept;
      throw new ConfigError(`The secret in ${file} is too short: delete the file, or set AUTH_SECRET.`);
    }
    const made = randomBytes(32).toString('base64url');
    if (!keepsSecret) return made;
    makeDataDir(dataDir);
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (fault) {
    if (fault instanceof ConfigError) throw fault;
    throw new ConfigError(
      `DATA_DIR ${dataDir} cannot be written: choose another folder or give write access.`,
    );
  }
}
