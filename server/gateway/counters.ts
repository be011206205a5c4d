/** What the front door counts, as plain numbers: /metrics reads them when it is asked. */
export function newCounters() {
  return {
    liveConnections: 0,
    consoleConnections: 0,
    commands: 0,
    refusals: 0,
    faults: 0,
    rateLimited: 0,
    handshakesRefused: 0,
    silentClosed: 0,
    connectionsTurnedAway: 0,
    framesSent: 0,
    slowConsumersClosed: 0,
    digestMismatches: 0,
    webhooks: 0,
    webhooksRefused: 0,
    answersPacked: 0,
    answersCut: 0,
    auditFindings: 0,
  };
}

export type Counters = ReturnType<typeof newCounters>;
