import type { ChatWriter, StaffActor } from '../../server/application/application.ts';
import { chatKind } from '../../server/application/chat/log.ts';
import { chatLogOf } from '../../server/chat/chat.ts';
import { changeOf } from '../../server/gateway/rooms/chat-rooms.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import { CARE_UNDO_MS } from '../../shared/market/chat/bounds.ts';
import type { ChatWhole } from '../../shared/market/chat/contract.ts';
import { chatScreen } from '../builders/chat-screen.ts';
import type { Buyer } from './clients/buyer.ts';
import { type Market, STREAM } from './market.ts';
import type { Chance } from './world/chance.ts';
import type { Node, Server } from './world/node.ts';

const moderator: StaffActor = { staffId: 'moderator', name: 'Su', role: 'operator', device: 'phone' };

/** What is done in a chat, by how often. */
const deeds = { post: 12, ask: 3, delete: 3, silence: 1, dismiss: 1 };
const ACTS = 40;
/** So often a screen of each node is sent what changed meanwhile. */
const FRAMES = 25;
const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'ka', 'le', 'mi', 'no', 'pu'];
/** Tries under one key, as a page makes them, and the time between two. */
const TRIES = 3;
const AGAIN_MS = 700;
/** Once everything has healed, whatever is asked is answered within this long. */
const ALIVE_MS = 10_000;

interface Said {
  key: string;
  text: string;
  by: Buyer;
  itemNumber: number | null;
  /** Null: nobody knows yet whether it was taken. */
  ack: Ack<{ seq?: number }> | null;
}

/** A name for each number: lines with the same words would be one. */
function nameOf(number: number): string {
  return [...String(number)].map((digit) => SYLLABLES[Number(digit)]).join('');
}

/** Somebody who stays, at one node: what their page shows, by what it was sent so far. */
class Screen {
  readonly node: Node;
  readonly page = chatScreen();
  private readonly market: Market;
  private before: { view: ChatWhole; life: Server['life'] } | null = null;
  private isLooking = false;

  constructor(market: Market, node: Node) {
    this.market = market;
    this.node = node;
  }

  /** The next frame; all of the chat after another start of the node. @returns false: nothing came */
  async frame(): Promise<boolean> {
    if (this.isLooking) return false;
    this.isLooking = true;
    const ack = await this.market.lines.ask(this.node, async ({ application, life }) => ({
      ok: true as const,
      view: (await application.chats.whole(STREAM))?.view ?? null,
      life,
    }));
    this.isLooking = false;
    if (!ack?.ok || !ack.view) return false;
    const { view, life } = ack;
    if (this.before?.life === life) this.page.changes(changeOf(this.before.view, view));
    else this.page.whole(view);
    this.before = { view, life };
    return true;
  }
}

/** Viewers who talk and somebody who looks after them, while a stream is on, in whatever weather. */
export class Talk {
  private readonly market: Market;
  private readonly chance: Chance;
  private acts = 0;
  readonly screens: Screen[] = [];
  readonly said: Said[] = [];
  /** Lines that were deleted, as far as an answer said so. */
  readonly gone = new Set<number>();

  /** @param chance of its own: a world without talk is what it would be without this one */
  constructor(market: Market, chance: Chance) {
    this.market = market;
    this.chance = chance;
  }

  works(lengthMs: number): void {
    const { world } = this.market;
    for (let n = 0; n < ACTS; n += 1) {
      world.at(world.nowMs + this.chance.between(0, lengthMs), () => void this.does());
    }
  }

  /** One who stays at each node, from the beginning on. */
  stays(lengthMs: number): void {
    const { world, nodes } = this.market;
    for (const node of nodes) {
      const screen = new Screen(this.market, node);
      this.screens.push(screen);
      for (let n = 0; n < FRAMES; n += 1) {
        world.at(world.nowMs + this.chance.between(0, lengthMs), () => void screen.frame());
      }
    }
  }

  private async does(): Promise<void> {
    const { buyers, scene } = this.market;
    const deed = this.chance.weighted(deeds);
    if (deed === 'post' || deed === 'ask') {
      this.acts += 1;
      const itemNumber = deed === 'ask' ? this.chance.whole(1, scene.items) : null;
      const text = `Are the potatoes of ${nameOf(this.acts)} good?`;
      const said: Said = {
        key: `talk-${this.acts}`,
        text,
        by: this.chance.one(buyers),
        itemNumber,
        ack: null,
      };
      this.said.push(said);
      await this.tries(() => this.says(said));
      return;
    }
    const known = this.said.flatMap(({ ack }) => (ack?.ok && ack.seq !== undefined ? [ack.seq] : []));
    if (known.length > 0) await this.cares(deed, this.chance.one(known));
  }

  /** A line under its key, as often as it takes. */
  async says(said: Said): Promise<boolean> {
    const { actor } = said.by;
    const writer: ChatWriter = {
      actor,
      deviceId: actor.buyerId,
      takePlace: async () => ({ nextAtMs: 0 }),
    };
    const { lines } = this.market;
    const ack = await lines.ask(lines.anyNode(), ({ application }, readAtMs) => {
      const request = { key: said.key, text: said.text, inDoubt: true as const };
      const { itemNumber } = said;
      return itemNumber === null
        ? application.chats.live(writer, STREAM, 'chat:post', request, readAtMs)
        : application.chats.live(writer, STREAM, 'chat:ask', { ...request, itemNumber }, readAtMs);
    });
    if (
      ack === null ||
      (!ack.ok && ack.retryable) ||
      (!ack.ok && ack.code === 'CHAT_OFF' && ack.why === 'away')
    )
      return false;
    said.ack = ack;
    return true;
  }

  private async cares(deed: 'delete' | 'silence' | 'dismiss', seq: number): Promise<void> {
    const { lines } = this.market;
    this.acts += 1;
    const key = `care-${this.acts}`;
    const asks = (run: (server: Server, readAtMs: number) => Promise<Ack<object>>) =>
      this.tries(async () => {
        const ack = await lines.ask(lines.anyNode(), run);
        if (ack?.ok && deed === 'delete') this.gone.add(seq);
        return ack !== null && (ack.ok || !ack.retryable);
      });
    const request = { key, seq, inDoubt: true as const };
    const act = { minutes: 1, scope: 'stream', reason: 'spam' } as const;
    await asks(({ application: { chats } }, readAtMs) => {
      if (deed === 'delete') return chats.console(moderator, STREAM, 'chat:delete', request, readAtMs);
      if (deed === 'silence') {
        return chats.console(moderator, STREAM, 'chat:silence', { ...request, ...act }, readAtMs);
      }
      return chats.console(moderator, STREAM, 'chat:dismiss', request, readAtMs);
    });
  }

  private async tries(act: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await act()) return;
      await this.market.world.pause(AGAIN_MS);
    }
  }
}

/**
 * [N1] [N3] [N5]: everything has healed. Each line has an answer; what was acknowledged is in the log once, with its words;
 * every node shows the same lines; what was deleted for good is on none.
 */
export async function judgeTalk(market: Market, talk: Talk): Promise<void> {
  const { world, complaints, nodes } = market;
  for (const said of talk.said.filter(({ ack }) => ack === null)) {
    const untilMs = world.nowMs + ALIVE_MS;
    while (!(await talk.says(said)) && world.nowMs < untilMs) await world.pause(AGAIN_MS);
  }
  await world.pause(CARE_UNDO_MS + 2_000);
  const open = talk.said.filter(({ ack }) => ack === null);
  complaints.expect(open.length === 0, 'INV22', () => `${open.length} lines have no answer`);
  const heard = talk.said.filter(({ ack }) => ack?.ok);
  const places = heard.map(({ ack }) => (ack as { seq: number }).seq);
  complaints.expect(new Set(places).size === places.length, 'N1', () => 'two lines have one place');
  for (const _ of heard) market.said('a line was taken');
  // With the close nobody knows any more who wrote (N1): whoever had no answer by then is told that it is over.
  const late = talk.said.filter(({ ack }) => ack && !ack.ok && ack.code === 'CHAT_OFF' && ack.why === 'over');

  await judgeScreens(market, talk);
  const views = [];
  for (const node of nodes) views.push({ node, ...(await seenAt(market, node)) });
  const [first] = views;
  for (const { node, view, written } of views) {
    complaints.expect(
      JSON.stringify(view?.lines) === JSON.stringify(first?.view?.lines),
      'N3',
      () => `${node.name} shows other lines than ${first?.node.name}`,
    );
    // A line that nobody was told of would be one too many.
    complaints.expect(
      places.length <= written && written <= places.length + late.length,
      'N1',
      () =>
        `${node.name} knows ${written} lines, ${places.length} were acknowledged, ${late.length} too late`,
    );
    for (const [place, , text] of view?.lines ?? []) {
      complaints.expect(
        !talk.gone.has(place),
        'N5',
        () => `line ${place} was deleted, ${node.name} shows it`,
      );
      const said = heard.find(({ ack }) => (ack as { seq: number }).seq === place);
      const isTold = said ? said.text === text : late.some((each) => each.text === text);
      complaints.expect(isTold, 'N1', () => `line ${place} says ${text}, not ${said?.text}`);
    }
  }
}

/** [N3]: whoever stayed sees the same last lines as who comes now. */
async function judgeScreens({ world, complaints, lines }: Market, { screens }: Talk): Promise<void> {
  for (const screen of screens) {
    const untilMs = world.nowMs + ALIVE_MS;
    while (!(await screen.frame()) && world.nowMs < untilMs) await world.pause(AGAIN_MS);
    const ack = await lines.ask(screen.node, async ({ application }) => ({
      ok: true as const,
      view: (await application.chats.whole(STREAM))?.view ?? null,
    }));
    const stayed = JSON.stringify(screen.page.lines());
    const comes = JSON.stringify(ack?.ok ? ack.view?.lines : null);
    complaints.expect(
      stayed === comes,
      'N3',
      () => `who stayed at ${screen.node.name} sees ${stayed}, who comes ${comes}`,
    );
  }
}

async function seenAt({ lines }: Market, node: Node): Promise<{ view: ChatWhole | null; written: number }> {
  const ack = await lines.ask(node, async ({ application, engines }) => {
    const at = await application.chats.whole(STREAM);
    const log = await engines.guest(chatKind).find(chatLogOf(STREAM));
    const written = (await log?.read(({ lines: known }) => known.length)) ?? 0;
    return { ok: true as const, view: at?.view ?? null, written };
  });
  return ack?.ok ? ack : { view: null, written: -1 };
}
