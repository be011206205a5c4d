import { catalogue } from './language.ts';

/** When a parcel ships, and about when it comes (P4). */
export const shopShipsWords = catalogue({
  en: {
    delivery: 'Delivery',
    shipsBy: (day: string) => `Ships by ${day}`,
    arrives: (day: string) => `arrives about ${day}`,
    arrivesNow: (day: string) => `Arrives about ${day}`,
    wasDue: (day: string) => `Was expected about ${day}`,
    arrivesEarliest: (day: string) => `Arrives ${day} at the earliest`,
    from: (origin: string) => `From ${origin}:`,
    late: (day: string) => `Late: was to ship by ${day}`,
    sold: (n: string) => `${n} sold`,
  },
  'zh-CN': {
    delivery: '发货',
    shipsBy: (day) => `${day}前发货`,
    arrives: (day) => `预计 ${day}送达`,
    arrivesNow: (day) => `预计 ${day}送达`,
    wasDue: (day) => `原预计 ${day}送达`,
    arrivesEarliest: (day) => `最早 ${day}送达`,
    from: (origin) => `${origin}：`,
    late: (day) => `已延迟：原定 ${day}前发货`,
    sold: (n) => `已售 ${n}`,
  },
});
