/** Where a buyer came from, by the link: `direct` when it names nobody. A closed list; what numbers are told apart by. */
export const channels = ['direct', 'jd', 'taobao', 'yunshow', 'wechat'] as const;
export type Channel = (typeof channels)[number];

/** The channel that a link names, `?c=jd`; a name that nobody knows is `direct` (C1). */
export function channelOf(named: string): Channel {
  return channels.find((channel) => channel === named) ?? 'direct';
}
