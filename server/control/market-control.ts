import type { Refusal } from '../../shared/contract/refusals.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import type { Result } from '../../shared/values/result.ts';
import { addStaff } from '../application/account/add-staff.ts';
import { makeLink } from '../application/account/sign-in-token.ts';
import { COMMAND_LINE, openStaffAdmin } from '../application/account/staff.ts';
import type { StaffActor } from '../application/application.ts';
import { type ImportReport, type TakenReading, takeGoods } from '../application/catalogue/take-goods.ts';
import type { ApplicationDeps } from '../application/deps.ts';
import type { KnownStaff } from '../ports/directory.ts';
import { addProducer } from '../shop/decide.ts';

/** A member of staff as `fairday user list` prints them. */
export interface UserLine {
  email: string;
  name: string;
  role: StaffRole;
  isOff: boolean;
  /** On how many devices they are signed in. */
  sessions: number;
}

export interface NewUser {
  email: string;
  name: string;
  role: StaffRole;
  password: string | null;
  /** Whom somebody of the role `producer` works for. */
  producer: string | null;
}

/**
 * What the command line does in a market: by the server that has it open, or by itself where none has. Every method
 * throws an Error with one sentence for a person where it cannot be done.
 */
export interface MarketControl {
  listUsers(): Promise<UserLine[]>;
  /** @returns the token of a link that signs in once, as `newLink` does */
  addUser(user: NewUser): Promise<{ token: string }>;
  newLink(of: { email: string }): Promise<{ token: string }>;
  /** Whoever is signed in by the password before is signed out. */
  setPassword(of: { email: string; password: string }): Promise<void>;
  switchUser(of: { email: string; isOn: boolean }): Promise<void>;
  /** Destroys what the buyer of an order wrote and photographed, under all ids that are one (A4). */
  eraseWords(of: { reference: string }): Promise<{ erased: number }>;
  /** Takes the goods of a file in, all or none. */
  importGoods(file: TakenReading): Promise<ImportReport>;
}

const BY: StaffActor = { staffId: COMMAND_LINE, name: COMMAND_LINE, role: 'operator', device: COMMAND_LINE };

/** @param onChanged told whose rights or sessions are others now, and which sessions ended */
export function openMarketControl(
  deps: ApplicationDeps,
  onChanged: (staffId: string, endedSessions: readonly string[]) => void,
): MarketControl {
  const { directory, secrets, ids, engines, clock, readers } = deps;
  const team = openStaffAdmin(deps);

  async function known(email: string): Promise<KnownStaff> {
    const found = await directory.staffByEmail(email);
    if (!found) throw new Error(`${email} is no member of staff: see fairday user list.`);
    return found;
  }

  async function change(
    staffId: string,
    email: string,
    changed: Promise<Result<string[], Refusal>>,
  ): Promise<void> {
    const outcome = await changed;
    if (!outcome.ok) throw new Error(whyNot(outcome.refusal, email));
    onChanged(staffId, outcome.value);
  }

  async function producerNamed(producer: string): Promise<string> {
    const outcome = await engines.shop.submit({
      readAtMs: clock.steadyMs(),
      ids: [],
      key: null,
      decide: (state, at) => addProducer(state, { producer }, { ...at, by: BY }),
    });
    if (outcome.kind === 'refused') throw new Error(`${producer} was not taken in: try again.`);
    return outcome.reply.producerId;
  }

  return {
    async listUsers() {
      const { members } = await team.list();
      return members.map(({ email, name, role, offAtMs, sessions }) => {
        return { email, name, role, isOff: offAtMs !== null, sessions };
      });
    },
    async addUser({ email, name, role, password, producer }) {
      if (await directory.staffByEmail(email)) throw new Error(`${email} is a member of staff already.`);
      const producerId = producer === null ? null : await producerNamed(producer);
      const { staffId } = await addStaff(directory, secrets, ids, {
        email,
        name,
        role,
        password,
        producerId,
      });
      const { token, link } = makeLink(deps);
      await directory.changeStaff({
        ...{ changeId: staffId, staffId, act: { what: 'invited' }, link },
        ...{ atMs: clock.nowMs(), byId: COMMAND_LINE },
      });
      return { token };
    },
    async newLink({ email }) {
      const made = await team.newLink(BY, (await known(email)).staffId);
      if (!made.ok) throw new Error(whyNot(made.refusal, email));
      return { token: made.value.token };
    },
    async setPassword({ email, password }) {
      const { staffId } = await known(email);
      await change(staffId, email, team.setPassword(BY, staffId, password));
    },
    async switchUser({ email, isOn }) {
      const { staffId } = await known(email);
      await change(staffId, email, team.switch(BY, staffId, isOn));
    },
    async eraseWords({ reference }) {
      const [shopNumber, number = ''] = reference.split('-');
      const streamId = engines.streamNumbered(Number(shopNumber));
      const found = streamId === null ? null : await readers.orderByNumber(streamId, number);
      if (!found) throw new Error(`There is no order ${reference}. Nothing has changed.`);
      const { allIds } = await directory.identity(found.order.buyerId);
      return { erased: await directory.emptyTextsOf(allIds, clock.nowMs()) };
    },
    importGoods: (file) => takeGoods(deps, file),
  };
}

function whyNot({ code }: Refusal, email: string): string {
  if (code === 'LAST_OPERATOR') return `${email} is the last operator: add another one first.`;
  if (code === 'NOT_FOUND') return `${email} is switched off: fairday user on ${email} lets them in again.`;
  return `It was not done (${code}): try again.`;
}
