import type { PlantedBug } from '../planted-bug.ts';

const RULES = 'tests/rules/recording.spec.ts';
const DISK = 'tests/media/recording.spec.ts';

/** What goes wrong with the broadcast: where it is, and who may see it again. */
export const mediaBugs: readonly PlantedBug[] = [
  {
    id: 'removed-recording-stays-listed',
    breaks: 'S7',
    what: 'The index of a stream that is over is read once for good: a recording that was removed is listed until the next start.',
    text: 'untilMs: nowMs + (isSettled ? KEPT_MS : REREAD_MS), asked',
    instead: 'untilMs: isSettled ? Number.POSITIVE_INFINITY : nowMs + REREAD_MS, asked',
    caughtBy: ['tests/gateway/recording-gone.spec.ts'],
  },
  {
    id: 'rehearsal-is-recorded',
    breaks: 'S7 S1',
    what: 'The recording of a rehearsal can be turned on.',
    text: "  if (isOn && state.rehearsalOf !== null) return refused({ code: 'REHEARSAL' });\n",
    instead: '',
    caughtBy: [RULES],
  },
  {
    id: 'undone-pin-stays-in-the-replay',
    breaks: 'S7',
    what: 'A pin that was taken back is shown in the replay until the end.',
    text: 'if (!kept.includes(itemNumber)) this.letGo(itemNumber, atMs);',
    instead: '',
    caughtBy: [RULES],
  },
  {
    id: 'media-taken-from-a-living-server',
    breaks: 'S2',
    what: 'Of several servers each takes a stream’s media to itself as soon as somebody broadcasts there.',
    text: 'if (isOver(state) || isOwn || isOthers) return accept([], reply);',
    instead: 'if (isOver(state) || isOwn) return accept([], reply);',
    caughtBy: ['tests/rules/media.spec.ts'],
  },
  {
    id: 'silence-interrupts-again',
    breaks: 'S2',
    what: 'A server that starts interrupts a stream for a silence after which its host went on by hand.',
    text: '      if (state.media?.interruptsAtMs != null) state.media = null;\n',
    instead: '',
    caughtBy: ['tests/rules/media.spec.ts'],
  },
  {
    id: 'source-crosses-once-per-viewer',
    breaks: 'S2',
    what: 'Each viewer at another server has the source sent there anew.',
    text: '      this.brought.set(sourceId, bringing);\n',
    instead: '',
    caughtBy: ['tests/media/pipes.spec.ts'],
  },
  {
    id: 'recording-is-public-while-it-is-made',
    breaks: 'S7',
    what: 'Anybody can watch a recording before the stream has ended.',
    text: "return rehearsalOf === null && (status === 'ENDED' || status === 'CLOSED');",
    instead: "return rehearsalOf === null && status !== 'CANCELLED';",
    caughtBy: [DISK],
  },
  {
    id: 'torn-index-swallows-the-next-piece',
    breaks: 'S7',
    what: 'After a crash in the middle of a line of the index the next piece is written into the same line.',
    text: 'appendFile(join(folder, INDEX), `\\n',
    instead: 'appendFile(join(folder, INDEX), `',
    caughtBy: [DISK],
    seenBy: 'a line of the index that a crash cut off costs that piece alone',
  },
  {
    id: 'key-outlives-its-maker',
    breaks: 'A1 A2',
    what: 'A program goes on broadcasting by the key of a host who is none any more.',
    text: 'return rightsOn(stands, maker)?.isHost ? stands.ingestKey.hash : null;',
    instead: 'return stands.ingestKey.hash;',
    caughtBy: ['tests/media/programs.spec.ts'],
    seenBy:
      '[A1] a key is worth what its maker is: a host who is none any more is off the air, an operator’s key stays',
  },
  {
    id: 'pictures-told-for-ever',
    breaks: 'metrics',
    what: 'A page that tells of its first picture again and again is counted each time.',
    text: 'if (!isFirst || !isPossible(',
    instead: 'if (!isPossible(',
    caughtBy: ['tests/gateway/first-pictures.spec.ts'],
  },
  {
    id: 'waits-for-the-host-counted',
    breaks: 'metrics',
    what: 'Whoever came before the broadcast is said to have waited for the picture so long.',
    text: 'if (isNew && hasPicture(onAir)) connection.cameToPictureAtMs',
    instead: 'if (isNew || hasPicture(onAir)) connection.cameToPictureAtMs',
    caughtBy: ['tests/gateway/first-pictures.spec.ts'],
  },
];
