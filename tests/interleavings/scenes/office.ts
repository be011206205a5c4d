import { memoryDirectory } from '../../../server/adapters/memory/memory-people.ts';
import type { StaffActor } from '../../../server/application/application.ts';
import type { OneTime } from '../../../server/ports/directory.ts';
import type { RouteReply } from '../../../shared/contract/http.ts';
import { DAY } from '../../../shared/values/time.ts';
import type { Scene, SceneBuyer } from '../scene.ts';

const PRICE = 2_990;

/** What there is for the office to look after when the play begins. */
export type Office = Awaited<ReturnType<typeof openOffice>>;

/**
 * Two operators, of whom one has to stay, and an assistant with a link that nobody has used yet, all signed in; two
 * guests who may become each other; two systems outside that are told, one of them switched off.
 */
export async function openOffice(scene: Scene) {
  const directory = memoryDirectory(scene.tables);
  const untilMs = scene.nowMs + DAY;
  const secret = async (kind: OneTime['kind'], subjectId: string): Promise<string> => {
    const secretHash = scene.id();
    await directory.addOneTime({ kind, secretHash, subjectId, untilMs });
    return secretHash;
  };
  const worker = async (role: StaffActor['role'], name: string): Promise<StaffActor> => {
    const [staffId, device] = [scene.id(), scene.id()];
    const account = { email: `${name}@fairday.example`, producerId: null, passwordHash: `${name}'s` };
    await directory.addStaff({ staffId, name, role, ...account });
    await directory.addSession({ tokenHash: device, staffId, untilMs });
    return { staffId, name, role, device };
  };
  const [chief, deputy] = [await worker('operator', 'chief'), await worker('operator', 'deputy')];
  const helper = await worker('assistant', 'helper');
  const link = await secret('sign_in', helper.staffId);

  const { streamId, slug } = await scene.stream('Office day');
  const { productId } = await scene.product('potato', 10);
  await scene.did(streamId, 'lineup:add', { productId, units: 10 });
  await scene.did(streamId, 'stream:go-live', {});
  const [ana, cho] = [await scene.buyer(), await scene.buyer()];
  for (const who of [ana, cho]) {
    const potato = { itemNumber: 1, units: 1, seenPriceMinor: PRICE };
    await scene.buyerDid(who, streamId, 'cart:add', potato);
  }
  const codes = { ofAna: await secret('device', ana.buyerId), ofCho: await secret('device', cho.buyerId) };

  const endpoint = async (): Promise<string> => {
    const body = { url: 'https://shop.example', kinds: ['order' as const] };
    const made = await scene.market.ask('addWebhook', chief, { body }, scene.nowMs);
    return (made as RouteReply<'addWebhook'>).webhook.webhookId;
  };
  const webhooks = { on: await endpoint(), off: await endpoint() };
  const off = { params: { webhookId: webhooks.off }, body: { isOn: false } };
  await scene.market.ask('switchWebhook', chief, off, scene.nowMs);
  return { scene, slug, chief, deputy, helper, link, ana, cho, codes, webhooks };
}

export function officeMay(set: Office): void {
  staffMayChange(set);
  peopleMayComeIn(set);
  guestsMay(set);
  systemsMayChange(set);
}

/** What operators do about those who work here (A1). */
function staffMayChange({ scene, chief, deputy, helper }: Office): void {
  const taken = { name: 'Wu', email: 'wu@fairday.example', role: 'packer' as const };
  for (const name of ['a packer is taken in', 'a packer of that address is taken in']) {
    scene.askMay(name, 'invite', chief, { body: { key: scene.key(), ...taken } });
  }
  scene.areTwins('a packer is taken in', 'a packer of that address is taken in');
  const member = ({ staffId }: StaffActor) => ({ params: { staffId } });
  scene.askMay('the helper gets a new link', 'newLink', chief, member(helper));
  const host = { body: { role: 'host' as const } };
  scene.askMay('the deputy becomes a host', 'setRole', chief, { ...member(deputy), ...host });
  scene.askMay('the chief becomes a host', 'setRole', deputy, { ...member(chief), ...host });
  const names = { name: '赵秀英', nameEn: 'Zhao Xiuying' };
  scene.askMay('the helper is called something else', 'nameMember', chief, {
    ...member(helper),
    body: names,
  });
  const switches = (name: string, whom: StaffActor, isOn: boolean) =>
    scene.askMay(name, 'switchMember', chief, { ...member(whom), body: { isOn } });
  switches('the deputy is switched off', deputy, false);
  switches('the helper is switched off', helper, false);
  switches('the helper is switched on', helper, true);
  const farm = { producer: 'Yangcen', name: 'Li', email: 'li@fairday.example' };
  scene.askMay('a producer is taken in', 'newProducer', chief, { body: { key: scene.key(), ...farm } });
  const shared = { ...farm, email: 'duan@fairday.example' };
  scene.askMay('somebody else works there too', 'newProducer', chief, {
    body: { key: scene.key(), ...shared },
  });
  scene.areTwins('a producer is taken in', 'somebody else works there too');
}

function peopleMayComeIn({ scene, deputy, helper, link }: Office): void {
  const account = { email: 'deputy@fairday.example', password: "deputy's" };
  scene.askMay('the deputy signs in', 'signIn', { guestId: '' }, { body: account });
  scene.askMay('the helper signs in by the link', 'signInByLink', { guestId: '' }, { body: { token: link } });
  scene.askMay('the helper signs out', 'signOut', helper, {});
  scene.askMay('the deputy signs out', 'signOut', deputy, {});
}

/** Guests, their addresses, and becoming another (B2). */
function guestsMay({ scene, ana, cho, codes }: Office): void {
  const device = ({ buyerId }: SceneBuyer) => ({ guestId: buyerId });
  const home = { name: 'Ana', phone: '+8613800138000', address: 'Jianchuan 2' };
  for (const name of ['ana keeps an address', 'ana keeps another']) {
    scene.askMay(name, 'saveAddress', device(ana), { body: { key: scene.key(), ...home } });
  }
  scene.areTwins('ana keeps an address', 'ana keeps another');
  scene.askMay('cho keeps an address', 'saveAddress', device(cho), { body: { key: scene.key(), ...home } });
  scene.askMay('ana gets a code for another device', 'deviceCode', device(ana), {});
  scene.askMay('cho becomes ana', 'mergeDevice', device(cho), { body: { code: codes.ofAna } });
  scene.askMay('ana becomes cho', 'mergeDevice', device(ana), { body: { code: codes.ofCho } });
}

/** Systems outside that are told what happens (C2). */
function systemsMayChange({ scene, slug, chief, webhooks }: Office): void {
  scene.askMay('another system is told', 'addWebhook', chief, {
    body: { url: 'https://desk.example', kinds: ['stock'] },
  });
  for (const [which, webhookId] of Object.entries(webhooks)) {
    const params = { webhookId };
    const switches = (to: string, isOn: boolean) =>
      scene.askMay(`the system that is ${which} is switched ${to}`, 'switchWebhook', chief, {
        params,
        body: { isOn },
      });
    switches('on', true);
    switches('off', false);
    scene.askMay(`the system that is ${which} is told again`, 'replayWebhook', chief, {
      params,
      body: { stream: slug, fromSeq: 1 },
    });
    scene.askMay(`the system that is ${which} is removed`, 'removeWebhook', chief, { params });
  }
}
