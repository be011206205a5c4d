import { memoryStore } from '../../server/adapters/memory/memory-store.ts';
import { type Log, rootOf, type Tables } from '../../server/adapters/memory/tables.ts';
import type { Engines } from '../../server/application/engines.ts';
import type { Head, Store } from '../../server/event-log/ports/store.ts';
import { loadState } from '../../server/event-log/replica/load.ts';
import type { PersonalText } from '../../server/ports/personal-texts.ts';
import type { WebhookReplay } from '../../server/ports/webhooks.ts';
import { HOUR } from '../../shared/values/time.ts';
import { countingIds } from '../builders/engine-stall.ts';
import { kindOf, readLog } from './log-at-play.ts';
import { type Call, FIRST_PLAYED_ID, type Scene } from './scene.ts';
import { openStage, type Stage } from './stage.ts';
import { turn } from './turnstile.ts';
import { withoutNames } from './without-names.ts';

/** Which of those who wait is let through next: a number below how many wait. */
export type Choose = (waiting: number) => number;

/** What a play came to, with ids and times left out, so that two plays can be compared. */
export interface Outcome {
  text: string;
  /** What must never be, in any order: a fault, a node that knows something else than the log says. */
  faults: string[];
}

/** A sender gives up after so many tries; a play that is still going on after so many steps never ends. */
const MAX_TRIES = 6;
const MAX_STEPS = 400;
const MAX_ROUNDS = 20;
const LATE_MS = 2_000;
/** The pause of a sender before the next try: by then the others are through. */
const AGAIN_MS = 500;

/** All at once: each call may come between any two await points of the others. */
export async function playTogether(
  scene: Scene,
  calls: readonly Call[],
  choose: Choose,
  nodes = 1,
): Promise<Outcome> {
  const begun = await begin(scene, nodes);
  const { stage } = begun;
  const sent = calls.map((call, n) => sends(stage, call, n % nodes));
  await finish(stage, sent, choose);
  return outcomeOf(scene, begun, await Promise.all(sent));
}

/** One after the other, each to its end. @param order which call comes when */
export async function playSerially(
  scene: Scene,
  calls: readonly Call[],
  order: readonly number[],
): Promise<Outcome> {
  const begun = await begin(scene, 1);
  const { stage } = begun;
  const answers: unknown[] = [];
  for (const n of order) {
    const sent = sends(stage, calls[n]!, 0);
    await finish(stage, [sent], () => 0);
    answers[n] = await sent;
  }
  return outcomeOf(scene, begun, answers);
}

interface Begun {
  stage: Stage;
  tables: Tables;
}

async function begin(scene: Scene, nodes: number): Promise<Begun> {
  const tables = copyOf(scene.tables);
  const ids = countingIds(FIRST_PLAYED_ID);
  const stage = await openStage(tables, { nowMs: scene.nowMs, ids, nodes });
  await turn();
  stage.turnstile.isOpen = false;
  return { stage, tables };
}

/** Tables that a play may write to. Rows are never changed in place, so they are shared. */
function copyOf(tables: Tables): Tables {
  const copied = Object.entries(tables).map(([name, rows]) => [name, new Map(rows)]);
  const logs = [...tables.logs].map(([logId, log]): [string, Log] => {
    const { head, facts, keys, refusals, gaps, snapshots } = log;
    const maps = { keys: new Map(keys), refusals: new Map(refusals), snapshots: new Map(snapshots) };
    return [logId, { head, facts: [...facts], gaps, ...maps }];
  });
  const lines = [...tables.lines].map(([orderId, ofOrder]) => [orderId, new Map(ofOrder)] as const);
  return { ...Object.fromEntries(copied), logs: new Map(logs), lines: new Map(lines) };
}

/** Sends a call when it is its turn, and again under the same key as long as nothing was decided about it. */
async function sends(stage: Stage, call: Call, node: number): Promise<unknown> {
  const { clock } = stage;
  const market = stage.nodes[node]!;
  for (let tries = 1; ; tries += 1) {
    await stage.turnstile.pass();
    const answer = await call.send(market, clock.nowMs(), clock).catch((error: unknown) => String(error));
    if (tries === MAX_TRIES || !isNoAnswer(answer)) return answer;
    await new Promise<void>((resolve) => clock.at(clock.nowMs() + AGAIN_MS, resolve));
  }
}

function isNoAnswer(answer: unknown): boolean {
  const { code, outcome } = (answer ?? {}) as { code?: string; outcome?: string };
  return (
    // Of a key that is asked for: it could not be said now.
    outcome === 'in_progress' ||
    code === 'BUSY' ||
    code === 'UNAVAILABLE' ||
    (typeof answer === 'string' && /BUSY|UNAVAILABLE/.test(answer))
  );
}

/** Lets everybody through, one by one, until all is answered and nothing goes on behind. */
async function finish(stage: Stage, sent: readonly Promise<unknown>[], choose: Choose): Promise<void> {
  const { turnstile, clock } = stage;
  let isAnswered = false;
  void Promise.allSettled(sent).then(() => {
    isAnswered = true;
  });
  await turn();
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (turnstile.length > 0) await turnstile.letThrough(choose(turnstile.length));
    else if (isAnswered) return;
    else if (clock.passToNext(LATE_MS)) await turn();
    else throw new Error('Somebody waits, and nothing will ever come.');
  }
  throw new Error(`The play goes on after ${MAX_STEPS} steps.`);
}

async function outcomeOf(
  scene: Scene,
  { stage, tables }: Begun,
  answers: readonly unknown[],
): Promise<Outcome> {
  await settled(scene, stage, tables);
  const store = memoryStore(tables, () => stage.clock.nowMs());
  const faults = [...stage.faults];
  const states: string[] = [];
  for (const [logId, { head }] of [...tables.logs].sort()) {
    if (scene.tables.logs.get(logId)?.head.seq === head.seq) continue;
    const text = await stateInStore(scene, tables.logs.get(logId)!, store);
    states.push(text);
    for (const { engines } of stage.nodes) {
      if ((await stateAt(engines, head)) !== text)
        faults.push(`A node knows something else of ${logId} than its log says.`);
    }
  }
  const apart = changedApart(scene.tables, tables);
  const told = JSON.stringify({ answers, refunds: [...stage.refunds].sort(), ...apart });
  return { text: withoutNames(`[${[told, ...states].join(',')}]`), faults };
}

/** Tables that no log decides, or that a log's state does not show. */
const APART = [
  'staff',
  'staffChanges',
  'sessions',
  'oneTimes',
  'aliases',
  'addresses',
  'texts',
  'payouts',
  'payoutLines',
  'webhooks',
  'webhookReplays',
] as const;

/** Those of them that a play has changed, whole; how deliveries outside went is nothing that anybody decided. */
function changedApart(before: Tables, after: Tables): Record<string, { $map: unknown[] }> {
  // Where an endpoint is on, a replay begins by itself, sooner or later.
  const isBegun = (row: object) =>
    'fromSeq' in row && after.webhooks.get((row as WebhookReplay).webhookId)?.offAtMs === null;
  const shown = (row: object) => {
    const { health: _health, ...kept } = row as { health?: unknown; kind?: unknown; subjectId?: string };
    if ('textId' in row) return shownText(after, row as PersonalText);
    // A code leads to whoever its guest is by now.
    return kept.kind === 'device' ? { ...kept, subjectId: rootOf(after, kept.subjectId ?? '') } : kept;
  };
  const changed = APART.flatMap((name) => {
    const rows = [...after[name]].filter(([, row]) => !isBegun(row));
    const isSame =
      rows.length === before[name].size && rows.every(([id, row]) => before[name].get(id) === row);
    return isSame ? [] : [[name, { $map: rows.map(([id, row]) => [id, shown(row)]) }] as const];
  });
  return Object.fromEntries(changed);
}

/** A text belongs to whoever its buyer is by now. How long it is kept says whether a claim names it. */
function shownText(after: Tables, { atMs, untilMs, ...text }: PersonalText): object {
  return {
    ...text,
    buyerId: rootOf(after, text.buyerId),
    keptHours: Math.round((untilMs - atMs) / HOUR),
  };
}

/** Every node hears how far each log has come, and what follows from the facts outside is done. */
async function settled(scene: Scene, stage: Stage, tables: Tables): Promise<void> {
  stage.turnstile.open();
  const heads = () =>
    [...tables.logs.values()]
      .map(({ head }) => head)
      .filter(({ logId, seq }) => scene.tables.logs.get(logId)?.head.seq !== seq);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = heads();
    for (const { engines } of stage.nodes) {
      for (const head of before) {
        engines.heard(head);
        await readLog(engines, head, () => null);
      }
    }
    await stage.idle();
    await turn();
    const after = heads();
    if (after.length === before.length && after.every(({ seq }, n) => seq === before[n]?.seq)) return;
  }
  throw new Error('The logs grow and grow.');
}

/** What a log says. Most plays of a scene end at a head that another one came to, and a hash names all that is before it. */
async function stateInStore(scene: Scene, { head, snapshots }: Log, store: Store): Promise<string> {
  const { logId, hash } = head;
  const before = scene.tables.logs.get(logId)?.snapshots;
  const isAsBefore = [...snapshots].every(([version, snapshot]) => before?.get(version) === snapshot);
  const known = isAsBefore ? said.get(scene)?.get(hash) : undefined;
  if (known !== undefined) return known;
  const { rules } = kindOf(head);
  const loaded = await loadState(store, rules, logId);
  const text = rules.writeState(loaded!.state);
  if (isAsBefore) remember(scene, hash, text);
  return text;
}

/** What logs of a scene say, by the hash of their heads. */
const said = new WeakMap<Scene, Map<string, string>>();
const MAX_SAID = 1_000;

function remember(scene: Scene, hash: string, text: string): void {
  const known = said.get(scene) ?? new Map<string, string>();
  if (known.size >= MAX_SAID) known.clear();
  said.set(scene, known.set(hash, text));
}

function stateAt(engines: Engines, head: Head): Promise<string> {
  return readLog(engines, head, (state) => kindOf(head).rules.writeState(state));
}
