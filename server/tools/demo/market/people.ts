import type { Channel } from '../../../../shared/values/channel.ts';
import type { Contact } from '../../../ports/secrets.ts';
import type { Chance } from './chance.ts';
import type { Door } from './door.ts';

const families = ['杨', '李', '赵', '张', '段', '王', '董', '尹', '何', '苏', '施', '陈'];
const given = ['丽', '建国', '秀英', '志强', '小梅', '文华', '玉兰', '海燕', '春生', '晓明', '桂香', '子涵'];
const streets = ['人民路', '团结路', '古城南路', '翠湖北路', '环城西路', '文化巷', '春风街', '青年路'];
const towns = [
  '云南省昆明市五华区',
  '云南省大理市下关',
  '四川省成都市武侯区',
  '上海市静安区',
  '广东省广州市天河区',
];

/** Whose links the crowd came by: of a county's market most are shared among friends. */
const LINKS: readonly Channel[] = [
  ...Array<Channel>(6).fill('wechat'),
  ...Array<Channel>(5).fill('direct'),
  ...Array<Channel>(3).fill('taobao'),
  ...Array<Channel>(2).fill('yunshow'),
  'jd',
];

/** A device that watches, and buys: its token proves who it is, a kept address makes the next order shorter. */
export interface Guest {
  token: string;
  buyerId: string;
  addressId: string | null;
  /** Whose link they came by. */
  channel: Channel;
  /** Which network they are in (H8); absent: one of the crowd's villages. */
  network?: number;
}

/** A device that has never been here. */
export async function newGuest(door: Door, chance: Chance): Promise<Guest> {
  const made = await door.post<{ token: string; buyerId: string }>('/guest', {}, null);
  return { ...made, addressId: null, channel: broughtBy(chance) };
}

/** Whose link brought somebody (C1). */
export function broughtBy(chance: Chance): Channel {
  return chance.pick(LINKS);
}

/**
 * Somebody who buys. The phone begins with 100, which no subscriber in China has.
 * @param number up to eight digits; a phone is nobody else's here (H7), so it is used once
 */
export function somebody(chance: Chance, number: number): Contact {
  return {
    name: `${chance.pick(families)}${chance.pick(given)}`,
    phone: `+86100${String(number).padStart(8, '0')}`,
    address: `${chance.pick(towns)}${chance.pick(streets)}${chance.whole(1, 320)}号`,
  };
}
