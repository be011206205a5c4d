import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chanceOf } from '../demo/market/chance.ts';
import { Crowd, targetsOf } from './crowd.ts';
import { lookAtAll } from './final-look.ts';
import { FrameFile } from './frame-file.ts';
import { JournalWriter } from './journal/writer.ts';
import { type Machine, machineNow } from './machine.ts';
import { startHost } from './market/acting-host.ts';
import { canariesOf, makeGuests } from './market/buyers.ts';
import { type Market, openMarket } from './market/market.ts';
import { type Measure, measure } from './measure.ts';
import type { LoadOptions, ScenarioName } from './options.ts';
import { askForOpen } from './orders/ask-status.ts';
import { keyMaker } from './orders/key-maker.ts';
import { orderForms } from './orders/order-forms.ts';
import { type OpenOrder, OrderSender } from './orders/order-sender.ts';
import { startProgress } from './progress.ts';
import { PublicRecord } from './public-record.ts';
import { digestMeasures, memoryMeasures, usageSince } from './run-measures.ts';
import { drop } from './scenarios/drop.ts';
import { nodeKills } from './scenarios/node-kills.ts';
import { overload } from './scenarios/overload.ts';
import { ordersFor, type ScenarioOutcome, type Stage } from './scenarios/scenario.ts';
import { SLOW_READ_BYTES, slowReaders } from './scenarios/slow-readers.ts';
import { steady } from './scenarios/steady.ts';
import { storm } from './scenarios/storm.ts';
import { weakNetwork } from './scenarios/weak-network.ts';
import { slowCounts } from './slow-counts.ts';
import { type Evidence, FILES } from './verdict/evidence.ts';
import { judgeRun } from './verdict/judge.ts';
import type { VerdictRow } from './verdict/row.ts';
import { openWeakLine, type WeakLine } from './weak-line.ts';

/** What a run ends with. */
export interface LoadReport {
  machine: Machine;
  options: LoadOptions;
  measures: Measure[];
  verdict: VerdictRow[];
  isRight: boolean;
}

const scenarios: Record<ScenarioName, (stage: Stage) => Promise<ScenarioOutcome>> = {
  steady,
  drop,
  storm,
  'slow-readers': slowReaders,
  overload,
  'weak-network': weakNetwork,
  'node-kills': nodeKills,
};

const WARM_UP_RATE = 1_500;
const WEAK_BITS = 16_000;
const WEAK_STALLS = 0.05;

/** Drives a crowd at a real server and judges the outcome from its journals and the SQL. @param say a line for people */
export async function runLoad(options: LoadOptions, say: (line: string) => void): Promise<LoadReport> {
  const folder = openFolder(options.keep);
  const tidyUp = () => {
    if (options.keep === null) rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', tidyUp);
  let market: Market | null = null;
  try {
    market = await openMarket(options, folder);
    const machine = machineNow(folder);
    const run = await drive(options, folder, market, say);
    say('reading the journals and the SQL');
    const verdict = await judgeRun(folder, market.database);
    const complaints = market.server?.complaints() ?? '';
    if (complaints !== '') say(`the server wrote: ${complaints.slice(0, 1_000)}`);
    return { machine, options, measures: run, verdict, isRight: verdict.every(({ isRight }) => isRight) };
  } finally {
    await market?.close();
    tidyUp();
    process.off('exit', tidyUp);
  }
}

/** Plays the scenario and leaves the evidence in the folder. */
async function drive(
  options: LoadOptions,
  folder: string,
  market: Market,
  say: (line: string) => void,
): Promise<Measure[]> {
  const chance = chanceOf(options.seed);
  const canaries = canariesOf(chance.next);
  say(`making ${options.viewers} guests, ${options.buyers} of them with an address`);
  const guests = await makeGuests(market.door, options.viewers, options.buyers, canaries);

  const journal = new JournalWriter(join(folder, FILES.journal));
  const publicEvents = new FrameFile(join(folder, FILES.publicEvents));
  const record = new PublicRecord(options.viewers, publicEvents);
  const line = await lineTo(options, market, chance.next);
  const crowd = new Crowd({
    guests,
    slug: market.slug,
    targetOf: line.targetOf,
    record,
    journal,
    chance: chance.next,
  });
  const keys = keyMaker(Date.now(), chance.next);
  const desk = new OrderSender({
    buyers: crowd.viewers.slice(0, options.buyers).map((viewer, index) => {
      return { viewer, addressId: guests[index]?.addressId ?? '' };
    }),
    forms: orderForms(market.offers, options.lines),
    journal,
    keys,
    chance: chance.next,
    isPatient: options.isPatient,
    originMs: Date.now() - performance.now(),
  });
  crowd.desk = desk;
  const rssMiB = () => market.server?.rssMiB() ?? null;
  const progress = startProgress({ desk, record, rssMiB }, say);
  try {
    const connectMs = await connectAll(crowd, say);
    const host = hostOf(options, market, record);
    const stage: Stage = {
      options,
      crowd,
      desk,
      record,
      cluster: market.cluster,
      firstItem: market.offers[0]?.itemNumber ?? 1,
      chance: chance.next,
      rssMiB,
      say,
    };
    await warmUp(stage);
    const usage = usageSince(market);
    const outcome = await scenarios[options.scenario](stage);
    const used = usage();
    await host?.stop();
    progress.beQuiet();
    const doubtful = unsettled(desk);
    if (doubtful.length > 0) say(`asking what became of ${doubtful.length} orders`);
    const settled = await askForOpen(doubtful, { journal, keys });
    say(`looking at ${outcome.present.length} screens`);
    const look = await lookAtAll(crowd, outcome.present);
    await journal.close();
    await publicEvents.close();
    keep(folder, {
      streamId: market.streamId,
      isOwnStream: market.host !== null,
      buyerIds: guests.map(({ buyerId }) => buyerId),
      canaries,
      keyHead: keys.textOf(0).slice(0, -8),
      warehouse: market.warehouse,
      soldOut: outcome.soldOut,
      look,
      publicLeftOut: publicEvents.leftOut,
    });
    return [
      measure('all connected and welcome', connectMs, 'ms', `${options.viewers} viewers, 100 at a time`),
      ...outcome.measures,
      measure('keys asked for afterwards', settled.asked, 'keys', `${settled.unanswered} without an answer`),
      ...used,
      ...memoryMeasures(progress),
      ...digestMeasures(crowd, look),
    ];
  } finally {
    progress.stop();
    crowd.leave();
    line.weak?.close();
  }
}

/** Orders that nobody knows the outcome of: no answer came, or one that said so. */
function unsettled(desk: OrderSender): OpenOrder[] {
  return [...new Map([...desk.doubtful, ...desk.open]).values()];
}

function openFolder(keepIn: string | null): string {
  if (keepIn === null) return mkdtempSync(join(tmpdir(), 'fairday-load-'));
  const folder = resolve(keepIn);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`--keep ${folder} is not empty: name a new folder.`);
  }
  mkdirSync(folder, { recursive: true });
  return folder;
}

function keep(folder: string, evidence: Evidence): void {
  writeFileSync(join(folder, FILES.evidence), JSON.stringify(evidence));
}

async function lineTo(options: LoadOptions, market: Market, chance: () => number) {
  const direct = targetsOf(market.door.url);
  if (options.scenario === 'weak-network') {
    const weak: WeakLine = await openWeakLine(direct(0), {
      bitsPerSecond: WEAK_BITS,
      stalls: WEAK_STALLS,
      chance,
    });
    return { weak, targetOf: () => ({ host: '127.0.0.1', port: weak.port }) };
  }
  const { slow, stalled } = slowCounts(options.viewers);
  const fastOnes = options.scenario === 'slow-readers' ? options.viewers - slow - stalled : options.viewers;
  const targetOf = (index: number) => {
    return index < fastOnes ? direct(index) : { ...direct(index), readBytes: SLOW_READ_BYTES };
  };
  return { weak: null, targetOf };
}

async function connectAll(crowd: Crowd, say: (line: string) => void): Promise<number> {
  const startMs = performance.now();
  const step = Math.max(500, Math.floor(crowd.viewers.length / 5));
  await crowd.connect((connected) => {
    if (connected % step === 0) say(`${connected} viewers are in`);
  });
  return performance.now() - startMs;
}

function hostOf({ frames, scenario }: LoadOptions, market: Market, record: PublicRecord) {
  if (!market.host || frames === 0) return null;
  const { floor, shownItem } = market.host;
  // In a drop the price stands: a tap that hears of a new price is another story.
  const priced = scenario === 'drop' ? null : (market.offers[0] ?? null);
  return startHost({ floor, shownItem, priced, everyMs: 1_000 / frames, record });
}

/** A server that has just begun still compiles itself; a market that matters has been open for a while. */
async function warmUp(stage: Stage): Promise<void> {
  const { orders, warmUpMs, scenario } = stage.options;
  // The units of a drop are for the drop.
  if (warmUpMs === 0 || orders === 0 || scenario === 'drop') return;
  await ordersFor(stage, Math.min(orders, WARM_UP_RATE), warmUpMs);
  stage.say('warm');
}
