import type { PlantedBug } from '../planted-bug.ts';

const CUT = 'tests/engine/batch.spec.ts';
const FAULTS = 'tests/engine/faults.spec.ts';
const TWO_WRITERS = 'tests/engine/two-writers.spec.ts';

/** The way of a command from the queue to its answer: commit, publish, answer; unknown outcomes; catching up. */
export const engineBugs: readonly PlantedBug[] = [
  {
    id: 'ack-before-commit',
    breaks: 'O3 INV4',
    what: 'Commands are answered as soon as they are decided.',
    text: 'const outcome = await this.append(batch);',
    instead: 'this.answer(decided);\n    const outcome = await this.append(batch);',
    caughtBy: [CUT],
  },
  {
    id: 'publish-before-commit',
    breaks: 'INV15',
    what: 'Screens are told of facts that are not durable yet.',
    text: 'const outcome = await this.append(batch);',
    instead:
      'this.catchUp.tell({ from: head.seq, head: decided.head, state, changeSet: decided.changeSet, isOwn: true });\n    const outcome = await this.append(batch);',
    caughtBy: [CUT],
  },
  {
    id: 'read-before-commit',
    breaks: 'INV15',
    what: 'Who asks during a commit is shown what is not durable yet.',
    text: '    const { state, head, deadlines, gaps } = this;\n    this.isDirty = true;\n',
    instead: '    const { state, head, deadlines, gaps } = this;\n',
    caughtBy: [CUT],
  },
  {
    id: 'unknown-taken-as-failed',
    breaks: 'C06 INV6',
    what: 'A commit whose outcome nobody knows is reported as one that was not made.',
    text: 'const outcome = await this.append(batch);',
    instead:
      "const outcome = await this.append(batch).then(\n      (said): AppendOutcome =>\n        said.kind === 'unknown' ? { kind: 'failed', reason: 'other', message: 'the link broke' } : said,\n    );",
    caughtBy: [FAULTS],
  },
  {
    id: 'unknown-taken-as-committed',
    breaks: 'C06 INV4',
    what: 'A commit whose outcome nobody knows is answered as if it were durable.',
    text: "(outcome.kind === 'unknown' && (await this.catchUp.resolveUnknownCommit(batch)))",
    instead: "outcome.kind === 'unknown'",
    caughtBy: [FAULTS],
  },
  {
    id: 'unknown-sent-again',
    breaks: 'C06',
    what: 'A batch whose outcome nobody knows is sent once more, blindly.',
    text: 'const outcome = await this.append(batch);',
    instead:
      "let outcome = await this.append(batch);\n    if (outcome.kind === 'unknown') outcome = await this.append(batch);",
    caughtBy: [FAULTS],
  },
  {
    id: 'unknown-settled-by-place',
    breaks: 'C06 INV12',
    what: 'Whatever fact stands at the place of a batch is taken for its own.',
    text: 'if (fact?.hash !== hash) return false;',
    instead: 'if (fact) return true;',
    caughtBy: [TWO_WRITERS],
  },
  {
    id: 'conflict-taken-as-failed',
    breaks: 'C12 C15',
    what: 'Who lost against another writer is told UNAVAILABLE instead of being decided again.',
    text: 'this.queue.putBack(this.again(commands));',
    instead:
      "for (const waiting of this.again(commands)) waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });",
    caughtBy: [TWO_WRITERS],
  },
  {
    id: 'conflict-forgets-keys',
    breaks: 'C12 INV6',
    what: 'After an append that broke a constraint, the keys that the store has are not looked for.',
    text: 'await this.catchUp.answerFromStore(commands);',
    instead: '',
    caughtBy: [TWO_WRITERS],
  },
  {
    id: 'stamped-again-when-decided-again',
    breaks: 'T3',
    what: 'A command that has to be decided again is judged by the time of the second decision.',
    text: 'waiting.attempts += 1;',
    instead: 'waiting.attempts += 1;\n      waiting.receivedAtMs = this.deps.clock.nowMs();',
    caughtBy: [TWO_WRITERS],
  },
  {
    id: 'order-lost-in-conflict',
    breaks: 'C12 T4',
    what: 'Commands that are decided again go behind those that came after them.',
    text: 'this.commands = [...commands, ...this.commands];',
    instead: 'this.commands = [...this.commands, ...commands];',
    caughtBy: [TWO_WRITERS],
  },
  {
    id: 'poison-blames-all',
    breaks: 'C27 INV10',
    what: 'One command that breaks a constraint takes its whole cut down.',
    text: 'if (commands.length > 1) {',
    instead: 'if (commands.length > 1_000) {',
    caughtBy: [FAULTS],
  },
  {
    id: 'goes-on-after-io-error',
    breaks: 'C26 INV15',
    what: 'After a disk error the log goes on deciding.',
    text: '      this.deps.onFatal(error);\n      throw error;',
    instead: '      this.deps.onFatal(error);\n      await this.catchUp.reload();\n      return;',
    caughtBy: [FAULTS],
  },
  {
    id: 'two-orders-in-flight',
    breaks: 'X49',
    what: 'A buyer may have two orders decided at once.',
    text: '(exclusive !== undefined && this.exclusive.has(exclusive))',
    instead: 'exclusive === null',
    caughtBy: [CUT],
  },
  {
    id: 'queue-without-end',
    breaks: 'I2 X26',
    what: 'However many wait, one more is let in.',
    text: 'length >= MAX_QUEUE ||',
    instead: '',
    caughtBy: [CUT],
  },
  {
    id: 'snapshots-too-often',
    breaks: 'LD2',
    what: 'However big a state is, a snapshot of it is made after every twenty thousand facts.',
    text: 'this.wantSnapshotAfter(Math.max(SNAPSHOT_EVERY, this.deps.rules.sizeOf(this.state)));',
    instead: 'this.wantSnapshotAfter(SNAPSHOT_EVERY);',
    caughtBy: ['tests/engine/snapshots.spec.ts'],
    seenBy:
      '[design] snapshots come apart by as many facts as the state has records, and none of what is too big',
  },
  {
    id: 'unchained',
    breaks: 'INV19',
    what: 'The hash of a fact says nothing of the fact before.',
    text: "hash('sha256', previousHash + text, 'hex')",
    instead: "hash('sha256', text, 'hex')",
    caughtBy: [FAULTS, TWO_WRITERS],
  },
  {
    id: 'snapshot-from-beyond',
    breaks: 'C24',
    what: 'A snapshot of facts that the log has lost is believed.',
    text: '    if (state.seq > head.seq) state = rules.empty(logId);\n',
    instead: '    if (state.seq > head.seq) return { head, state, tail };\n',
    caughtBy: [FAULTS],
  },
  {
    id: 'torn-snapshot-stops-a-log',
    breaks: 'design',
    what: 'A snapshot that lost its end keeps its log shut, though all facts are there.',
    text: "    onFault(error, 'snapshot');\n    return null;",
    instead: "    onFault(error, 'snapshot');\n    throw error;",
    caughtBy: ['tests/engine/snapshots.spec.ts'],
    seenBy:
      '[design] of a snapshot that was torn nothing is believed: the facts are read, and somebody hears of it',
  },
  {
    id: 'snapshot-of-other-version',
    breaks: 'C34',
    what: 'A snapshot that an older program wrote is read as if it had the shape of today.',
    text: 'const snapshot = await store.snapshot(logId, rules.snapshotVersion);',
    instead:
      'const snapshot =\n    (await store.snapshot(logId, rules.snapshotVersion)) ??\n    (await store.snapshot(logId, rules.snapshotVersion - 1));',
    caughtBy: [FAULTS],
  },
  {
    id: 'stranger-names-a-fact',
    breaks: 'reach of a fact',
    what: 'A capability says by name what happens in another one.',
    text: 'export const TOLD_PLACES = 21;\n',
    instead: "export const TOLD_PLACES = 21;\nexport const LEAVES_WITH = 'order_placed';\n",
    caughtBy: ['tests/tidy/capabilities.spec.ts'],
  },
  {
    id: 'leaf-calls-a-capability',
    breaks: 'edges between capabilities',
    what: 'What all capabilities share asks one of them.',
    text: "import type { StreamLifeState } from '../stream/state.ts';\n\n/** True while",
    instead:
      "import type { StreamLifeState } from '../stream/state.ts';\nimport { mayOffer } from '../waitlist/offer.ts';\n\n/** True while",
    caughtBy: ['tests/tidy/capabilities.spec.ts'],
  },
];
