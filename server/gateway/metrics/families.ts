import { within } from '../../lib/deadline.ts';
import type { LiveMedia } from '../../media/live-media.ts';
import type { Inside } from '../deps.ts';
import { logLosses } from '../logging/log-output.ts';
import type { SecurityLog } from '../security/security-log.ts';
import type { ClockOff } from '../watches/clock-watch.ts';
import type { Counters } from './counters.ts';
import { counter, type Family, gauge, histogram } from './exposition.ts';

/** The sources of a server's metrics. */
export interface MetricSources {
  counters: Counters;
  media: Pick<LiveMedia, 'status' | 'load' | 'pipes'>;
  security: Pick<SecurityLog, 'state'>;
  /** Null: only the gateway's metrics are exposed. */
  inside: Inside | null;
  /** The number of open connections, sockets and plain HTTP. */
  connections: () => number;
  /** True if the store answers. */
  isStoreUp: () => Promise<boolean>;
  nowMs: () => number;
}

/** Time in ms after which a silent store counts as down, so that a scrape does not wait for it. */
const STORE_MS = 1_000;

/** The metrics of this server. A scrape counts nothing; it reads what is counted anyway. */
export async function familiesOf(sources: MetricSources): Promise<Family[]> {
  const { counters, media, security, inside } = sources;
  return [
    ...doorFamilies(counters, sources.connections()),
    ...orderFamilies(counters),
    ...(await storeFamilies(sources)),
    ...(inside ? insideFamilies(inside, sources.nowMs()) : []),
    ...securityFamilies(security.state()),
    ...mediaFamilies(media),
    counter(
      'fairday_log_lines_dropped_total',
      'Log lines that standard output did not take.',
      logLosses.lines,
    ),
  ];
}

function doorFamilies(counters: Counters, connections: number): Family[] {
  return [
    ...connectionFamilies(counters, connections),
    ...fanOutFamilies(counters),
    ...chatFamilies(counters),
    counter('fairday_webhooks_total', 'Messages of payment providers that were taken.', counters.webhooks),
    counter(
      'fairday_webhooks_refused_total',
      'Messages of payment providers that were refused.',
      counters.webhooksRefused,
    ),
    ...httpFamilies(counters),
    counter(
      'fairday_audit_findings_total',
      'Findings of the auditor: books of a stream that are wrong.',
      counters.auditFindings,
    ),
  ];
}

/** Connections, their commands, and refused or displaced ones. */
function connectionFamilies(counters: Counters, connections: number): Family[] {
  return [
    gauge('fairday_connections', 'Connections that are open, sockets and plain HTTP.', connections),
    gauge('fairday_live_connections', 'Sockets of viewers that are open.', counters.liveConnections),
    gauge('fairday_console_connections', 'Sockets of consoles that are open.', counters.consoleConnections),
    counter('fairday_commands_total', 'Commands that came over sockets.', counters.commands),
    counter(
      'fairday_refusals_total',
      'Commands that were refused, by the code of the refusal.',
      counters.refusals.read().map(([code, count]) => [{ code }, count]),
    ),
    counter(
      'fairday_faults_total',
      'What failed by a fault of ours: commands, requests, and what is done beside them, by its context in the log.',
      counters.faults.read().map(([context, count]) => [{ context }, count]),
    ),
    counter(
      'fairday_rate_limited_total',
      'Commands and joinings above the limits of their connection.',
      counters.rateLimited,
    ),
    counter('fairday_handshakes_refused_total', 'Sockets that were not let in.', counters.handshakesRefused),
    counter(
      'fairday_silent_closed_total',
      'Silent connections that were closed to make room, at MAX_CONNECTIONS.',
      counters.silentClosed,
    ),
    counter(
      'fairday_viewers_displaced_total',
      'Viewers that went for a newcomer of an address with fewer, at MAX_CONNECTIONS.',
      counters.viewersDisplaced,
    ),
    counter(
      'fairday_connections_turned_away_total',
      'Newcomers that were turned away, at MAX_CONNECTIONS.',
      counters.connectionsTurnedAway,
    ),
  ];
}

/** Chats: lines of viewers, what the house took away, and frames. */
function chatFamilies({ chat, chatFramesSent }: Counters): Family[] {
  return [
    counter('fairday_chat_lines_total', 'Lines of viewers that were shown at once.', chat.taken),
    counter('fairday_chat_lines_held_total', 'Lines of viewers that wait for a look.', chat.held),
    counter(
      'fairday_chat_lines_refused_total',
      'Lines of viewers that were refused, by reason; away: their chat could not be written.',
      chat.refused.read().map(([reason, count]) => [{ reason }, count]),
    ),
    counter('fairday_chat_lines_deleted_total', 'Lines that the house deleted.', chat.deleted),
    counter('fairday_chat_frames_sent_total', 'Frames of chats that were sent to viewers.', chatFramesSent),
    counter(
      'fairday_chat_frames_skipped_total',
      'Frames of chats that were left out, since orders and prices come first.',
      chat.framesSkipped,
    ),
  ];
}

/** Fan-out to viewers. */
function fanOutFamilies(counters: Counters): Family[] {
  return [
    counter(
      'fairday_frames_sent_total',
      'Frames and heartbeats that were sent to viewers.',
      counters.framesSent,
    ),
    histogram(
      'fairday_fan_out_seconds',
      'How long a broadcast to all viewers of a stream took, from the first socket to the last.',
      [[{}, counters.fanOut]],
    ),
    histogram(
      'fairday_first_picture_seconds',
      'From opening a page to its first picture of live video, as a sample of pages tells it, by the way it came.',
      Object.entries(counters.firstPictures).map(([way, times]) => [{ way }, times]),
    ),
    counter(
      'fairday_slow_consumers_closed_total',
      'Sockets that were closed because they did not keep up.',
      counters.slowConsumersClosed,
    ),
    counter(
      'fairday_digest_mismatches_total',
      'Screens that said that they differ from the view.',
      counters.digestMismatches,
    ),
  ];
}

function httpFamilies(counters: Counters): Family[] {
  const answers = counters.http.read();
  return [
    histogram(
      'fairday_http_request_seconds',
      'How long answers over HTTP took, by the class of what was asked; without those whose reader left.',
      answers.map(({ route, times }) => [{ route }, times]),
    ),
    counter(
      'fairday_http_requests_total',
      'Answers over HTTP by the class of what was asked and their status; code gone: the reader left.',
      answers.flatMap(({ route, answers: statuses }) =>
        statuses
          // Fault statuses stand at 0 from the start, so that Prometheus sees their first increase.
          .filter(([code, count]) => count > 0 || code === '500' || code === '503')
          .map(([code, count]) => [{ route, code }, count] as const),
      ),
    ),
    counter('fairday_answers_packed_total', 'JSON answers that were compressed.', counters.answersPacked),
    counter(
      'fairday_answers_cut_total',
      'Answers that were cut because their reader took nothing, or too little.',
      counters.answersCut,
    ),
  ];
}

function orderFamilies({ orders }: Counters): Family[] {
  return [
    counter('fairday_orders_placed_total', 'Orders that were taken.', orders.placed),
    counter(
      'fairday_orders_refused_total',
      'Orders that were refused, by the code of the refusal.',
      orders.refused.read().map(([code, count]) => [{ code }, count]),
    ),
    histogram(
      'fairday_order_ack_seconds',
      'From the arrival of an order to its answer, by whether it was taken.',
      [
        [{ outcome: 'accepted' }, orders.accepted],
        [{ outcome: 'refused' }, orders.turnedDown],
      ],
    ),
  ];
}

async function storeFamilies({ inside, isStoreUp }: MetricSources): Promise<Family[]> {
  const [isUp, disk, walBytes] = await Promise.all([
    within(STORE_MS, isStoreUp()),
    inside?.disk() ?? null,
    inside?.walBytes() ?? null,
  ]);
  const isRedisUp = inside?.isRedisUp() ?? null;
  const lostFiles = inside?.lostFiles() ?? null;
  return [
    gauge('fairday_store_up', '1 if the store answers.', isUp === true ? 1 : 0),
    ...(isRedisUp === null ? [] : [gauge('fairday_redis_up', '1 if Redis answers.', isRedisUp ? 1 : 0)]),
    ...(disk === null
      ? []
      : [
          gauge('fairday_disk_free_bytes', 'Room that is left on the disk of DATA_DIR.', disk.freeBytes),
          gauge('fairday_disk_total_bytes', 'Size of the disk of DATA_DIR.', disk.totalBytes),
        ]),
    ...(lostFiles === null
      ? []
      : [
          gauge(
            'fairday_store_files_lost',
            'Files of SQLite that were deleted or replaced while the market is open.',
            lostFiles.length,
          ),
        ]),
    ...(walBytes === null ? [] : [gauge('fairday_wal_bytes', 'Size of SQLite’s write-ahead log.', walBytes)]),
  ];
}

function insideFamilies(inside: Inside, nowMs: number): Family[] {
  const { waiting, parked, streamsAwake, streamsLive } = inside.load();
  const lags = inside.lags();
  return [
    gauge('fairday_queue_length', 'Commands that wait for their batch, and those that wait for a time.', [
      [{ kind: 'waiting' }, waiting],
      [{ kind: 'parked' }, parked],
    ]),
    gauge(
      'fairday_clock_off_seconds',
      'How far this server’s clock is behind the log that is furthest from it, and behind the machine’s time.',
      clockOffValues(inside.clockOff()),
    ),
    gauge('fairday_streams_awake', 'Streams that are in memory here.', streamsAwake),
    gauge('fairday_live_streams', 'Streams in memory here that are live.', streamsLive),
    counter(
      'fairday_damaged_snapshots_total',
      'Snapshots that were not as they had been written; the log was read instead.',
      inside.damagedSnapshots(),
    ),
    histogram(
      'fairday_commit_seconds',
      'How long the store took to commit a batch, by what it said.',
      Object.entries(inside.commitTimes).map(([outcome, times]) => [{ outcome }, times]),
    ),
    gauge(
      'fairday_outbox_lag_seconds',
      'How long the oldest fact has waited that the work is not done for; at the server that does it.',
      lags.map(({ what, behindSinceMs }) => [
        { work: what },
        behindSinceMs === null ? 0 : Math.max(0, nowMs - behindSinceMs) / 1_000,
      ]),
    ),
    gauge(
      'fairday_outbox_logs_behind',
      'Logs with facts that the work is not done for; at the server that does it.',
      lags.map(({ what, logsBehind }) => [{ work: what }, logsBehind]),
    ),
  ];
}

function clockOffValues({ logsMs, machineMs }: ClockOff): [{ against: string }, number][] {
  const logs: [{ against: string }, number] = [{ against: 'logs' }, logsMs / 1_000];
  return machineMs === null ? [logs] : [logs, [{ against: 'machine' }, machineMs / 1_000]];
}

function securityFamilies({ waiting, written, lost, failures }: ReturnType<SecurityLog['state']>): Family[] {
  return [
    gauge('fairday_security_log_waiting', 'Entries of the security log that are not written yet.', waiting),
    counter('fairday_security_log_written_total', 'Entries of the security log that were written.', written),
    counter('fairday_security_log_lost_total', 'Entries of the security log that were given up.', lost),
    counter('fairday_security_log_failures_total', 'Tries to write the security log that failed.', failures),
  ];
}

function mediaFamilies(media: MetricSources['media']): Family[] {
  const load = media.load();
  const pipes = media.pipes();
  return [
    gauge(
      'fairday_media_available',
      '1 if this server can carry live video.',
      media.status().isAvailable ? 1 : 0,
    ),
    gauge('fairday_media_workers', 'Media workers that run.', load.workers),
    counter('fairday_media_workers_died_total', 'Media workers that died.', load.workersDied),
    gauge('fairday_media_stages', 'Streams that have live video here.', load.stages),
    gauge('fairday_media_lines', 'Lines of live video, of hosts and viewers.', load.lines),
    gauge('fairday_media_pipes', 'Ends of pipes to other servers.', load.pipes),
    gauge('fairday_media_consumers', 'Sources that are sent on, one per viewer or pipe.', load.consumers),
    gauge(
      'fairday_media_packagers',
      'Streams that are cut into pieces for HLS and recordings.',
      load.packagers,
    ),
    counter('fairday_media_packagers_failed_total', 'Packagers that failed.', load.packagersFailed),
    gauge('fairday_recordings', 'Streams that are recorded just now.', load.recordings),
    gauge(
      'fairday_media_piped_streams',
      'Streams of other servers that are shown here.',
      pipes?.streams ?? 0,
    ),
    gauge('fairday_media_piped_viewers', 'Viewers of streams of other servers.', pipes?.viewers ?? 0),
    counter('fairday_media_piped_failed_total', 'Pipes to other servers that failed.', pipes?.failed ?? 0),
  ];
}
