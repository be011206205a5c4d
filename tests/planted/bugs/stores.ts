import type { PlantedBug } from '../planted-bug.ts';

const SQLITE = 'tests/stores/sqlite.spec.ts';

/** The stores: what safety hangs on. */
export const storeBugs: readonly PlantedBug[] = [
  {
    id: 'no-compare-and-set-in-memory',
    breaks: 'T4 INV12',
    what: 'Two deciders at one head may both commit.',
    text: "  if (!movesNothing && log.head.seq !== batch.from) return { kind: 'conflict' };\n",
    instead: '',
    caughtBy: ['tests/stores/memory.spec.ts', 'tests/engine/two-writers.spec.ts'],
  },
  {
    id: 'history-not-compared-in-memory',
    breaks: 'C24 C35',
    what: 'Facts of an old history are written into a log that was restored.',
    text: "if (log?.head.history !== batch.history) return { kind: 'conflict' };",
    instead: "if (!log) return { kind: 'conflict' };",
    caughtBy: ['tests/stores/memory.spec.ts'],
  },
  {
    id: 'cursor-goes-back',
    breaks: 'C37',
    what: 'A consumer that is late moves the cursor back.',
    text: 'tables.cursors.set(name, Math.max(seq, tables.cursors.get(name) ?? 0));',
    instead: 'tables.cursors.set(name, seq);',
    caughtBy: ['tests/stores/memory.spec.ts'],
  },
  {
    id: 'no-compare-and-set-in-file',
    breaks: 'T4 INV12',
    what: 'Two deciders at one head may both commit to the file.',
    text: 'return moved.changes === 1;',
    instead: 'return moved.changes >= 0;',
    caughtBy: [SQLITE],
  },
  {
    id: 'half-a-batch-in-file',
    breaks: 'C04 INV10',
    what: 'A batch that breaks a constraint stays half written.',
    text: 'if (db.inTransaction) rollback.run();',
    instead: 'if (db.inTransaction) commit.run();',
    caughtBy: [SQLITE],
  },
  {
    id: 'write-among-the-parts-of-a-cut',
    breaks: 'O3 C26',
    what: 'What is written between the parts of a cut is answered before it is durable, and goes with the cut.',
    text: `    this.discardStaged();
    return this.#link.call(name, ...args);`,
    instead: '    return this.#link.call(name, ...args);',
    caughtBy: ['tests/stores/sqlite-file.spec.ts'],
    seenBy: 'what went ahead is undone by its end, by another write, by a crash, and by a close',
  },
  {
    id: 'parts-at-another-head',
    breaks: 'T4 I2',
    what: 'The parts of a cut are written without a look at where the head stands.',
    text: 'if (standsAt.get(logId, history, from) === undefined)',
    instead: 'if (standsAt.get(logId, history, from) === null)',
    caughtBy: ['tests/stores/sqlite-file.spec.ts'],
    seenBy:
      '[I2] a cut whose parts find another head is a conflict, one whose parts break a rule fails, and both leave nothing',
  },
  {
    id: 'key-of-anybody-in-file',
    breaks: 'I1 X34',
    what: 'A key is found whoever used it.',
    text: 'AND actor_id IN (',
    instead: 'AND actor_id NOT IN (',
    caughtBy: [SQLITE],
  },
  {
    id: 'oldest-snapshot-in-file',
    breaks: 'C24',
    what: 'A start goes on from the oldest snapshot instead of the newest.',
    text: "AND version = ? ORDER BY seq DESC LIMIT 1',",
    instead: "AND version = ? ORDER BY seq LIMIT 1',",
    caughtBy: [SQLITE],
  },
  {
    id: 'rebuilt-without-what-came-back',
    breaks: 'INV19',
    what: 'Rows made again lack the text of an order that was forgotten and is back in memory.',
    text: 'closedOrders: [...closedOrders, ...back]',
    instead: 'closedOrders',
    caughtBy: ['tests/audit/rebuild-sqlite.spec.ts'],
  },
  {
    id: 'file-opened-beside-sqlite',
    breaks: 'C44 O3',
    what: 'The file is opened and closed beside SQLite, which takes its locks away.',
    text: 'const db = new Database(file, { readonly: hasLog(file), fileMustExist: true });',
    instead: `const { openSync, closeSync } = process.getBuiltinModule('node:fs');
    closeSync(openSync(file, 'r'));
    const db = new Database(file, { readonly: hasLog(file), fileMustExist: true });`,
    caughtBy: ['tests/stores/sqlite-locks.spec.ts'],
    seenBy: '[C44] a thread that dies and starts again leaves the others’ locks',
  },
  {
    id: 'deleted-files-not-missed',
    breaks: 'C45',
    what: 'A file that was deleted under the server counts as the one that it has open.',
    text: 'ENDS.filter((_, n) => found[n] !== own[n])',
    instead: 'ENDS.filter((_, n) => found[n] !== null && found[n] !== own[n])',
    caughtBy: ['tests/stores/sqlite-own-files.spec.ts'],
  },
  {
    id: 'log-not-folded-at-the-end',
    breaks: 'C45 O3',
    what: 'A stop leaves what is not folded in a log that was deleted.',
    text: '        foldLog(db);\n        db.close();',
    instead: '        db.close();',
    caughtBy: ['tests/stores/sqlite-own-files.spec.ts'],
  },
];
