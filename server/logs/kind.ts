import type { RunningKind } from '../application/awake-logs.ts';
import type { AuditedKind } from '../audit/audited-kind.ts';
import type { LogState, LogType } from '../event-log/log-type.ts';
import type { Effects } from '../ports/rows.ts';

/**
 * A kind of log, as everybody beside its own rules has to know it: how it runs, and how its logs are looked through and
 * made again. What is missing does not compile.
 */
export interface LogKind<State extends LogState = LogState, Fact extends { type: string } = { type: string }>
  extends RunningKind<State, Fact>,
    Omit<AuditedKind, 'rules'> {
  rules: LogType<State, Fact, Effects>;
}
