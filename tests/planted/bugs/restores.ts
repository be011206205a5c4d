import type { PlantedBug } from '../planted-bug.ts';

const GAPS = 'tests/engine/gap-keys.spec.ts';
const NODES = 'tests/engine/nodes.spec.ts';
const NUMBERS = 'tests/rules/order-numbers.spec.ts';
const REFERENCES = 'tests/engine/order-references.spec.ts';
const RESTORE = 'tests/audit/restore.spec.ts';
const CART = 'tests/client/cart-store.spec.ts';
const CONNECTION = 'tests/client/connection.spec.ts';
const BACKUPS = 'tests/audit/dated-backups.spec.ts';
const SCHEMA = 'tests/audit/older-schema.spec.ts';
const FORMAT = 'tests/audit/older-format.spec.ts';
const FULL_DISK = 'tests/crash/backup-disk.spec.ts';

/** Backups, what a log lost, and who comes back with a key of that time. */
export const restoreBugs: readonly PlantedBug[] = [
  {
    id: 'lost-key-orders-again',
    breaks: 'I5',
    what: 'A key of a time that the log lost is decided as if it were new.',
    text: "decision = lost ? { kind: 'refused', refusal: lost, asks: [] } : waiting.decide(state, at);",
    instead:
      "decision = lost && rules === null ? { kind: 'refused', refusal: lost, asks: [] } : waiting.decide(state, at);",
    caughtBy: [GAPS],
  },
  {
    id: 'number-given-twice',
    breaks: 'O7 I5',
    what: 'The first order after a restore gets the number of one that the restore lost.',
    text: 'if (!newest || newest.history === afterGap) return { number: last + 1 };',
    instead: 'if (!newest || newest.history !== afterGap) return { number: last + 1 };',
    caughtBy: [NUMBERS, NODES],
  },
  {
    id: 'stream-number-given-twice',
    breaks: 'O7',
    what: 'A stream of before gets the number of another one.',
    text: 'const shopNumber = number + index;',
    instead: 'const shopNumber = number + Math.floor(index / 2);',
    caughtBy: [NUMBERS, REFERENCES],
  },
  {
    id: 'number-alone-told',
    breaks: 'O7',
    what: 'Two orders of two streams are told under the same name.',
    text: 'return referenceOf(this.shopNumberOf(streamId), number);',
    instead: 'return referenceOf(null, number);',
    caughtBy: [REFERENCES],
  },
  {
    id: 'lost-key-never-seen',
    breaks: 'I3 I5',
    what: 'Who asks for the key of a lost order hears that it was never seen.',
    text: 'return row ? firstAnswer(row) : (refused ?? (await this.lostInGap(dated)));',
    instead: "return row ? firstAnswer(row) : (refused ?? (await this.lostInGap({ ...dated, key: '' })));",
    caughtBy: [GAPS],
  },
  {
    id: 'no-clock-is-wrong',
    breaks: 'I5',
    what: 'A phone that is a minute slow orders a second time.',
    text: 'return gap.fromMs - CLOCKS_APART_MS <= madeAtMs &&',
    instead: 'return gap.fromMs <= madeAtMs &&',
    caughtBy: [GAPS],
  },
  {
    id: 'new-keys-wait-after-a-restore',
    breaks: 'I5',
    what: 'For ten minutes after a restore nobody orders who names no history.',
    text: 'const untilMs = wasSent ? gap.toMs + CLOCKS_APART_MS : gap.toMs;',
    instead: 'const untilMs = wasSent !== null ? gap.toMs + CLOCKS_APART_MS : gap.toMs;',
    caughtBy: [GAPS],
  },
  {
    id: 'named-history-ignored',
    breaks: 'I5',
    what: 'A phone whose clock is slow is locked out, although it says that its key is new.',
    text: '(dated.history === history ? undefined :',
    instead: "(dated.history === '' ? undefined :",
    caughtBy: [GAPS],
  },
  {
    id: 'list-of-lost-keys-ignored',
    breaks: 'I5',
    what: 'A lost order orders again if the clock of its phone was far off.',
    text: 'this.listed.get(dated.key) ??',
    instead: "this.listed.get('') ??",
    caughtBy: [GAPS],
  },
  {
    id: 'answers-outlive-the-log',
    breaks: 'C24 I5',
    what: 'A node that knew a lost order goes on answering that it stands.',
    text: 'if (isDiverged) this.idempotency.forget();',
    instead: 'if (isDiverged && from < 0) this.idempotency.forget();',
    caughtBy: [NODES],
  },
  {
    id: 'lost-keys-not-written',
    breaks: 'I5 C35',
    what: 'A restore forgets a key whose date does not tell.',
    text: 'for (const key of gap.keys) noteKey.run(logId, gap.history, key);',
    instead: 'for (const key of gap.keys.slice(1)) noteKey.run(logId, gap.history, key);',
    caughtBy: [RESTORE],
    seenBy:
      '[I5] after a restore the key of a lost order, or of one that nobody has seen, is told so; a new one is new',
  },
  {
    id: 'second-restore-forgets-the-first',
    breaks: 'I5 C35',
    what: 'What one restore lost is forgotten by the next one.',
    text: 'const known = replaced && losses ? await replaced.gaps(log.logId) : [];',
    instead: 'const known = replaced && losses ? (await replaced.gaps(log.logId)).slice(1) : [];',
    caughtBy: [RESTORE],
    seenBy:
      '[I5] after a restore the key of a lost order, or of one that nobody has seen, is told so; a new one is new',
  },
  {
    id: 'lost-order-let-go-without-a-yes',
    breaks: 'I5',
    what: 'A page forgets an order that may be lost, and the next tap orders a second one.',
    text: "if (answer.outcome === 'lost_in_restore') return {",
    instead: "if (answer.outcome === 'lost_in_restore' && pending.settle(key) === undefined) return {",
    caughtBy: [CART],
  },
  {
    id: 'old-key-under-a-new-history',
    breaks: 'I5',
    what: 'A page that sends an old key again says that it is new.',
    text: 'doubtful.set(key, firstSent.under);',
    instead: "doubtful.set(key, '');",
    caughtBy: [CONNECTION],
  },
  {
    id: 'backup-removes-those-of-another-market',
    breaks: 'C35',
    what: 'Two markets that are backed up into one folder remove each other’s backups.',
    text: 'filter((each) => each.manifest.market === market)',
    instead: 'filter((each) => each.manifest.market === market || keep > 0)',
    caughtBy: [BACKUPS],
    seenBy:
      'the newest stay, those of another market too, and no file is removed that is none of the backup’s',
  },
  {
    id: 'backup-removes-what-it-did-not-write',
    breaks: 'C35',
    what: 'An operator’s own file goes with an old backup.',
    text: 'if (hasOthers(path, made)) {',
    instead: 'if (hasOthers(path, made) && keep < 0) {',
    caughtBy: [BACKUPS],
    seenBy:
      'the newest stay, those of another market too, and no file is removed that is none of the backup’s',
  },
  {
    id: 'half-a-backup-restored',
    breaks: 'C35',
    what: 'A backup of which a file was cut is put back.',
    text: 'if (there !== bytes)',
    instead: 'if (there === null)',
    caughtBy: [BACKUPS],
    seenBy: 'a backup that was broken off is never taken for a whole one, and the next one clears it away',
  },
  {
    id: 'good-backups-removed-for-a-bad-one',
    breaks: 'C35',
    what: 'The last backup whose books are right is removed for one whose books are not.',
    text: 'if (!broken) return pruneBackups(to, market, keep);',
    instead: 'if (!broken || keep > 0) return pruneBackups(to, market, keep);',
    caughtBy: [BACKUPS],
    seenBy: 'where the books of the new one are not right no older one is removed',
  },
  {
    id: 'contact-of-the-market-ignored',
    breaks: 'I5',
    what: 'Whose order is lost is sent to the host, although the market names somebody.',
    text: 'return contact ? { ...rules, whomToAsk: () => contact } : rules;',
    instead: 'return contact ? { ...rules } : rules;',
    caughtBy: [RESTORE],
    seenBy:
      '[I5] after a restore the key of a lost order, or of one that nobody has seen, is told so; a new one is new',
  },
  {
    id: 'older-backup-read-as-it-is',
    breaks: 'C35',
    what: 'A backup of an older schema is looked through before its copy has the tables of this one.',
    text: '    openCopy(into, file).close();\n',
    instead: '',
    caughtBy: [SCHEMA],
    seenBy: 'a file of an older schema is looked through in a copy that was brought up, and stays as it is',
  },
  {
    id: 'restore-leaves-its-copy',
    breaks: 'C25 C35',
    what: 'A restore that was refused leaves the copy that it looked through.',
    text: '    removeCopy(next);\n    owner.close();',
    instead: '    owner.close();',
    caughtBy: [RESTORE],
    seenBy: 'a backup that is not right in itself is refused, and nothing is touched',
  },
  {
    id: 'backup-fills-a-full-disk',
    breaks: 'C25',
    what: 'A backup that found no room leaves what it had written.',
    text: '    part.discard();\n    throw damaged ?? plainly(error, to);',
    instead: '    throw damaged ?? plainly(error, to);',
    caughtBy: [FULL_DISK],
  },
  {
    id: 'older-format-not-known',
    breaks: 'X95',
    what: 'A market of format 1 is taken for a database of another program.',
    text: 'if (mark === MARK_OF_FORMAT_1) return 1;',
    instead: 'if (mark === MARK_OF_FORMAT_1 + 1) return 1;',
    caughtBy: [FORMAT],
  },
  {
    id: 'older-file-claimed',
    breaks: 'X95',
    what: 'A file is put beside a market of format 1 before it is refused.',
    text: 'refuseOtherFormat(file);\n    return own(file);',
    instead: 'const owner = own(file);\n    refuseOtherFormat(file);\n    return owner;',
    caughtBy: [FORMAT],
  },
  {
    id: 'older-file-folded',
    breaks: 'X95',
    what: 'The log of a killed market of format 1 is folded into its file before it is refused.',
    text: '{ readonly: hasLog(file), fileMustExist: true }',
    instead: '{ readonly: false, fileMustExist: true }',
    caughtBy: [FORMAT],
  },
  {
    id: 'older-file-gets-a-log',
    breaks: 'X95',
    what: 'An empty log is left beside a market of format 1 that is refused.',
    text: 'new Database(file, { readonly: hasLog(file),',
    instead: 'new Database(file, { readonly: true,',
    caughtBy: [FORMAT],
  },
  {
    id: 'older-backup-of-no-format',
    breaks: 'X95',
    what: 'A backup that names no format is taken for one of this format.',
    text: 'format: z._default(z.int(), 1),',
    instead: 'format: z._default(z.int(), 2),',
    caughtBy: [FORMAT],
  },
];
