/** One evening in which an alarm has to sound. */
export interface AlertStory {
  alert: string;
  /** Numbers every 15 s, as promtool writes them: `0+2x40` grows by 2, forty times. */
  series: Readonly<Record<string, string>>;
  /** When it has to be heard. */
  at: string;
  /** It is not heard yet then; without it that is not asked. */
  notYetAt?: string;
  /** Labels that the alarm bears besides its severity. */
  labels?: Readonly<Record<string, string>>;
}

const HERE = 'instance="a:3000",job="fairday"';
const here = { instance: 'a:3000', job: 'fairday' };
const instance = { instance: 'a:3000' };

/** All that takes no longer than a bound, and all: a quantile lies between what is below and what is above. */
function slow(
  name: string,
  boundsSeconds: readonly [below: string, above: string],
  labels = '',
): Record<string, string> {
  const bucket = (le: string) => `${name}_bucket{${labels}${HERE},le="${le}"}`;
  return {
    [bucket(boundsSeconds[0])]: '0+9x60',
    [bucket(boundsSeconds[1])]: '0+10x60',
    [bucket('+Inf')]: '0+10x60',
  };
}

export const alertStories: readonly AlertStory[] = [
  {
    alert: 'FairdayDown',
    series: { [`up{${HERE}}`]: '1x8 0x20' },
    notYetAt: '2m15s',
    at: '4m',
    labels: here,
  },
  {
    alert: 'FairdayRestarts',
    series: { [`process_start_time_seconds{${HERE}}`]: '100x10 200x10 300x10' },
    notYetAt: '3m',
    at: '6m',
    labels: here,
  },
  {
    alert: 'FairdayStoreAway',
    series: { [`fairday_store_up{${HERE}}`]: '1x4 0x20' },
    notYetAt: '1m',
    at: '2m',
    labels: here,
  },
  {
    alert: 'FairdayRedisAway',
    series: { [`fairday_redis_up{${HERE}}`]: '1x4 0x40' },
    notYetAt: '1m45s',
    at: '3m',
    labels: here,
  },
  {
    alert: 'FairdayBooksWrong',
    series: { [`fairday_audit_findings_total{${HERE}}`]: '0x4 1x10' },
    notYetAt: '45s',
    at: '2m',
    labels: here,
  },
  {
    alert: 'FairdaySnapshotDamaged',
    series: { [`fairday_damaged_snapshots_total{${HERE}}`]: '1x20' },
    at: '1m',
    labels: here,
  },
  {
    alert: 'FairdayFaults',
    series: {
      [`fairday_faults_total{context="audit",${HERE}}`]: '0x4 1x20',
      [`fairday_faults_total{context="command",${HERE}}`]: '0x24',
    },
    at: '2m',
    labels: { ...here, context: 'audit' },
  },
  {
    alert: 'FairdayScreensDiffer',
    series: { [`fairday_digest_mismatches_total{${HERE}}`]: '0+1x40' },
    notYetAt: '1m',
    at: '5m',
    labels: here,
  },
  {
    alert: 'FairdayOrdersSlow',
    series: slow('fairday_order_ack_seconds', ['1', '2.5'], 'outcome="accepted",'),
    notYetAt: '1m30s',
    at: '5m',
    labels: instance,
  },
  {
    alert: 'FairdayOrdersTurnedAway',
    series: {
      [`fairday_orders_placed_total{${HERE}}`]: '0+7x60',
      [`fairday_orders_refused_total{code="SOLD_OUT",${HERE}}`]: '0+1x60',
      [`fairday_orders_refused_total{code="BUSY",${HERE}}`]: '0+2x60',
    },
    notYetAt: '1m30s',
    at: '6m',
    labels: instance,
  },
  {
    alert: 'FairdayQueueStands',
    series: { [`fairday_queue_length{kind="waiting",${HERE}}`]: '900x40' },
    notYetAt: '45s',
    at: '2m',
    labels: { ...here, kind: 'waiting' },
  },
  {
    alert: 'FairdayCommitsSlow',
    series: slow('fairday_commit_seconds', ['0.25', '0.5'], 'outcome="committed",'),
    notYetAt: '4m',
    at: '8m',
    labels: instance,
  },
  {
    alert: 'FairdayCommitsFail',
    series: { [`fairday_commit_seconds_count{outcome="failed",${HERE}}`]: '0x4 2x20' },
    at: '2m',
    labels: instance,
  },
  {
    alert: 'FairdayDiskFull',
    series: {
      [`fairday_disk_free_bytes{${HERE}}`]: '9x60',
      [`fairday_disk_total_bytes{${HERE}}`]: '100x60',
    },
    notYetAt: '4m',
    at: '7m',
    labels: here,
  },
  {
    alert: 'FairdayDiskFills',
    series: {
      // A gigabyte every ten minutes, and fifty were left.
      [`fairday_disk_free_bytes{${HERE}}`]: '50e9-25e6x800',
      [`fairday_disk_total_bytes{${HERE}}`]: '120e9x800',
    },
    at: '2h',
    labels: here,
  },
  {
    alert: 'FairdayFilesLost',
    series: { [`fairday_store_files_lost{${HERE}}`]: '0x4 2x20' },
    notYetAt: '45s',
    at: '2m',
    labels: here,
  },
  {
    alert: 'FairdayWalGrows',
    series: { [`fairday_wal_bytes{${HERE}}`]: '2e9x100' },
    notYetAt: '10m',
    at: '20m',
    labels: here,
  },
  {
    alert: 'FairdayClockOff',
    series: { [`fairday_clock_off_seconds{against="logs",${HERE}}`]: '0x4 -540x40' },
    notYetAt: '1m30s',
    at: '5m',
    labels: { ...here, against: 'logs' },
  },
  {
    alert: 'FairdayOutboxBehind',
    series: { [`fairday_outbox_lag_seconds{work="refunds",${HERE}}`]: '0+15x100' },
    notYetAt: '12m',
    at: '20m',
    labels: { ...here, work: 'refunds' },
  },
  {
    alert: 'FairdayChatAway',
    series: { [`fairday_chat_lines_refused_total{reason="away",${HERE}}`]: '0x4 0+1x40' },
    notYetAt: '2m',
    at: '6m',
    labels: { ...here, reason: 'away' },
  },
  {
    alert: 'FairdayChatRefuses',
    series: {
      [`fairday_chat_lines_refused_total{reason="slow",${HERE}}`]: '0+30x200',
      [`fairday_chat_lines_total{${HERE}}`]: '0+10x200',
      [`fairday_chat_lines_held_total{${HERE}}`]: '0x200',
    },
    notYetAt: '8m',
    at: '20m',
    labels: instance,
  },
  {
    alert: 'FairdayConnectionsFull',
    series: { [`fairday_connections_turned_away_total{${HERE}}`]: '0x4 3x20' },
    at: '2m',
    labels: here,
  },
  {
    alert: 'FairdayFanOutSlow',
    series: slow('fairday_fan_out_seconds', ['1', '2.5']),
    notYetAt: '4m',
    at: '8m',
    labels: instance,
  },
  {
    alert: 'FairdayFirstPictureSlow',
    series: {
      [`fairday_first_picture_seconds_bucket{way="direct",${HERE},le="8"}`]: '0+8x80',
      [`fairday_first_picture_seconds_bucket{way="direct",${HERE},le="12"}`]: '0+10x80',
      [`fairday_first_picture_seconds_bucket{way="direct",${HERE},le="+Inf"}`]: '0+10x80',
      [`fairday_first_picture_seconds_count{way="direct",${HERE}}`]: '0+10x80',
    },
    notYetAt: '4m',
    at: '10m',
  },
  {
    alert: 'FairdayHttpFails',
    series: {
      [`fairday_http_requests_total{route="api",code="200",${HERE}}`]: '0+9x60',
      [`fairday_http_requests_total{route="page",code="500",${HERE}}`]: '0+1x60',
      // A balancer that asks whether the store answers is no visitor.
      [`fairday_http_requests_total{route="health",code="200",${HERE}}`]: '0+100x60',
    },
    notYetAt: '4m',
    at: '8m',
    labels: instance,
  },
  {
    alert: 'FairdayPaymentsRefused',
    series: { [`fairday_webhooks_refused_total{${HERE}}`]: '0+1x60' },
    notYetAt: '2m',
    at: '8m',
    labels: here,
  },
  {
    alert: 'FairdayLogLinesDropped',
    series: { [`fairday_log_lines_dropped_total{${HERE}}`]: '0x4 40x20' },
    at: '2m',
    labels: here,
  },
  {
    alert: 'FairdaySecurityLogFails',
    series: { [`fairday_security_log_failures_total{${HERE}}`]: '0x4 1x20' },
    at: '2m',
    labels: here,
  },
  {
    alert: 'FairdayVideoGone',
    series: { [`fairday_media_available{${HERE}}`]: '1x10 0x40' },
    notYetAt: '4m',
    at: '6m',
    labels: here,
  },
  {
    alert: 'FairdayVideoWorkersDie',
    series: { [`fairday_media_workers_died_total{${HERE}}`]: '0+1x20' },
    notYetAt: '30s',
    at: '4m',
    labels: here,
  },
  {
    alert: 'FairdayRecordingsFail',
    series: { [`fairday_media_packagers_failed_total{${HERE}}`]: '0+1x20' },
    notYetAt: '30s',
    at: '4m',
    labels: here,
  },
  {
    alert: 'FairdayVersionsDiffer',
    series: {
      'fairday_build_info{instance="a:3000",job="fairday",version="0.2.0"}': '1x200',
      'fairday_build_info{instance="b:3000",job="fairday",version="0.3.0"}': '1x200',
    },
    notYetAt: '20m',
    at: '40m',
  },
];

/** An evening on which all goes well: sales, a rush that turns a few away, a server without video. */
export const quietEvening: Readonly<Record<string, string>> = {
  [`up{${HERE}}`]: '1x240',
  [`process_start_time_seconds{${HERE}}`]: '100x240',
  [`fairday_build_info{version="0.2.0",${HERE}}`]: '1x240',
  [`fairday_store_up{${HERE}}`]: '1x240',
  [`fairday_redis_up{${HERE}}`]: '1x240',
  [`fairday_audit_findings_total{${HERE}}`]: '0x240',
  [`fairday_faults_total{context="audit",${HERE}}`]: '0x240',
  [`fairday_faults_total{context="command",${HERE}}`]: '3x240',
  [`fairday_damaged_snapshots_total{${HERE}}`]: '0x240',
  [`fairday_orders_placed_total{${HERE}}`]: '0+50x240',
  [`fairday_orders_refused_total{code="SOLD_OUT",${HERE}}`]: '0+200x240',
  [`fairday_orders_refused_total{code="BUSY",${HERE}}`]: '0+1x240',
  [`fairday_order_ack_seconds_bucket{outcome="accepted",${HERE},le="0.05"}`]: '0+50x240',
  [`fairday_order_ack_seconds_bucket{outcome="accepted",${HERE},le="+Inf"}`]: '0+50x240',
  [`fairday_commit_seconds_bucket{outcome="committed",${HERE},le="0.025"}`]: '0+20x240',
  [`fairday_commit_seconds_bucket{outcome="committed",${HERE},le="+Inf"}`]: '0+20x240',
  [`fairday_commit_seconds_count{outcome="committed",${HERE}}`]: '0+20x240',
  [`fairday_commit_seconds_count{outcome="failed",${HERE}}`]: '0x240',
  [`fairday_queue_length{kind="waiting",${HERE}}`]: '40x240',
  [`fairday_disk_free_bytes{${HERE}}`]: '60e9-1e6x240',
  [`fairday_disk_total_bytes{${HERE}}`]: '100e9x240',
  [`fairday_wal_bytes{${HERE}}`]: '4e6x240',
  [`fairday_store_files_lost{${HERE}}`]: '0x240',
  [`fairday_clock_off_seconds{against="machine",${HERE}}`]: '0.02x240',
  [`fairday_outbox_lag_seconds{work="refunds",${HERE}}`]: '2x240',
  [`fairday_http_requests_total{route="api",code="200",${HERE}}`]: '0+90x240',
  [`fairday_http_requests_total{route="api",code="503",${HERE}}`]: '0+1x240',
  // Few pages tell, and slow ones among them: nothing can be said of those.
  [`fairday_first_picture_seconds_bucket{way="direct",${HERE},le="8"}`]: '0x100 1x140',
  [`fairday_first_picture_seconds_bucket{way="direct",${HERE},le="12"}`]: '0x100 4x140',
  [`fairday_first_picture_seconds_bucket{way="direct",${HERE},le="+Inf"}`]: '0x100 4x140',
  [`fairday_first_picture_seconds_count{way="direct",${HERE}}`]: '0x100 4x140',
  [`fairday_media_available{${HERE}}`]: '0x240',
};
