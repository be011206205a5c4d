import type { SettingView } from '../../../../shared/contract/office.ts';
import { type SettingName, settingGroups } from '../../../../shared/contract/server-settings.ts';
import type { Config, Variable } from '../../../config.ts';
import { limitTexts } from '../../../ports/limits.ts';

/** Settings that would give a reader access to the market. */
const SECRETS: readonly SettingName[] = ['AUTH_SECRET', 'AUTH_SECRET_OLD', 'METRICS_TOKEN'];

/** The settings in force, under their environment names; of a secret only whether it is set. */
export function settingsOf(config: Config): SettingView[] {
  const values = valuesOf(config);
  return Object.values(settingGroups)
    .flat()
    .map((name) => {
      const value = values[name];
      const isSet = value !== null && value !== '';
      return { name, isSet, value: isSet && !SECRETS.includes(name) ? value : null };
    });
}

/** The value of each setting, or null. A variable without an entry does not compile. */
function valuesOf(config: Config): Record<SettingName & Variable, string | null> & Record<Variable, unknown> {
  const { database, node, media, recording } = config;
  const { pipe } = media;
  return {
    DATABASE_URL:
      database.kind === 'postgres'
        ? withoutPassword(database.url)
        : database.kind === 'sqlite'
          ? `sqlite:${database.file}`
          : 'memory:',
    DATA_DIR: config.dataDir,
    SQLITE_SYNC: database.kind === 'sqlite' ? config.sqliteSync : null,
    AUTH_SECRET: config.masterSecret,
    AUTH_SECRET_FILE: config.secretFile,
    AUTH_SECRET_OLD: config.oldSecrets.join(' '),
    REDIS_URL: node.redisUrl && withoutPassword(node.redisUrl),
    NODE_ID: node.id,
    NODE_HOST: node.host,
    NODE_PORT: String(node.port),
    NODE_ADDRESS: node.address,
    PUBLIC_URL: config.publicOrigin,
    INSECURE_HTTP: config.insecureHttp ? 'allow' : 'refuse',
    HOST: config.host,
    PORT: String(config.port),
    TRUST_PROXY: String(config.trustProxy),
    CORS_ORIGINS: config.corsOrigins.join(', '),
    EMBED_ORIGINS: config.embedOrigins === '*' ? '*' : config.embedOrigins.join(', '),
    METRICS_TOKEN: config.metricsToken,
    SANDBOX_PAYMENTS: config.practicePayments === 'everybody' ? 'allow' : 'local',
    CONTACT: config.contact,
    DEFAULT_LOCALE: config.defaultLocale,
    COUNTRY_CODE: config.countryCode,
    PDF_FONT: config.pdfFont,
    WEBHOOK_PRIVATE_ADDRESSES: config.webhookPrivateAddresses ? 'allow' : 'refuse',
    MEDIA_WORKERS: String(media.workers),
    MEDIA_LISTEN_IP: media.listenIp,
    MEDIA_ANNOUNCED_ADDRESS: media.announcedAddress,
    MEDIA_PORT: String(media.port),
    PIPE_LISTEN_IP: pipe.listenIp,
    PIPE_ANNOUNCED_IP: pipe.announcedIp,
    PIPE_PORTS: pipe.ports && `${pipe.ports.min}-${pipe.ports.max}`,
    HLS_STREAMS: String(config.hlsStreams),
    STILL_SECONDS: String(config.stillEveryMs / 1_000),
    RECORDING_MAX_HOURS: String(recording.maxMs / 3_600_000),
    RECORDING_MAX_GB: String(recording.maxBytes / 1_000_000_000),
    SECURITY_LOG_MAX_ROWS: String(config.securityLog.maxRows),
    SECURITY_LOG_DAYS: String(config.securityLog.maxAgeMs / 86_400_000),
    MAX_CONNECTIONS_PER_ADDRESS: String(config.maxConnectionsPerAddress),
    MAX_CONNECTIONS_PER_ACCOUNT: String(config.maxConnectionsPerAccount),
    ...limitTexts(config.limits),
    NODE_ENV: config.environment,
    LOG_LEVEL: config.logLevel,
  };
}

/** A database address without credentials and parameters. */
function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return 'set';
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
