/** What a server runs with, by what it is about. Each stands in `.env.example` under the same name, in capitals. */
export const settingGroups = {
  store: ['DATABASE_URL', 'DATA_DIR', 'SQLITE_SYNC', 'AUTH_SECRET'],
  servers: ['REDIS_URL', 'NODE_ID', 'NODE_HOST', 'NODE_PORT', 'NODE_ADDRESS'],
  door: ['PUBLIC_URL', 'HOST', 'PORT', 'TRUST_PROXY', 'CORS_ORIGINS', 'EMBED_ORIGINS', 'METRICS_TOKEN'],
  market: ['DEFAULT_LOCALE', 'COUNTRY_CODE', 'PDF_FONT', 'WEBHOOK_PRIVATE_ADDRESSES'],
  media: [
    'MEDIA_WORKERS',
    'MEDIA_LISTEN_IP',
    'MEDIA_ANNOUNCED_ADDRESS',
    'MEDIA_PORT',
    'PIPE_LISTEN_IP',
    'PIPE_ANNOUNCED_IP',
    'PIPE_PORTS',
    'HLS_STREAMS',
  ],
  limits: [
    'RECORDING_MAX_HOURS',
    'RECORDING_MAX_GB',
    'MAX_CONNECTIONS_PER_ADDRESS',
    'MAX_CONNECTIONS_PER_ACCOUNT',
  ],
  running: ['NODE_ENV', 'LOG_LEVEL'],
} as const;

export type SettingGroup = keyof typeof settingGroups;
export type SettingName = (typeof settingGroups)[SettingGroup][number];
