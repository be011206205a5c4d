import type { StreamTeam } from '../../../shared/market/stream/team.ts';
import type { StreamTermsView } from '../../../shared/market/stream/terms.ts';
import type { Routes } from '../fake-world.ts';

const people: StreamTeam['people'] = [
  {
    staffId: '0190a000-0000-7000-8000-0000000000b1',
    name: '尹小梅',
    nameEn: 'Yin Xiaomei',
    role: 'assistant',
    grants: ['pin', 'orders:view'],
  },
  { staffId: '0190a000-0000-7000-8000-0000000000b2', name: 'Wang Fang', role: 'assistant', grants: [] },
  { staffId: '0190a000-0000-7000-8000-0000000000b3', name: 'Yang Xiuying 杨秀英', role: 'host', grants: [] },
  { staffId: '0190a000-0000-7000-8000-0000000000b4', name: '何海燕', role: 'host', grants: ['stock'] },
];

export const theTerms: StreamTermsView = {
  version: 12,
  terms: {
    ...{ holdMs: 900_000, flashHoldMs: 300_000, payMs: 900_000, flashPayMs: 600_000 },
    ...{ maxPins: 1, strictRecentLow: false },
    ...{ newBuyerHoldMs: 180_000, offerMs: 180_000, undoMs: 5_000, graceMs: 2_000, closeAfterMs: 3_600_000 },
  },
  changed: { holdMs: { by: '段丽华', byEn: 'Duan Lihua', atMs: 1_790_000_000_000 } },
  isReserved: true,
  kept: { remorseMs: 3_600_000, claimMs: 172_800_000 },
};

/** Who may do what on a stream: two people; four where much is sold; nobody where nothing is. */
export function teamDesk(scene: string): Routes {
  const some = scene === 'empty' ? [] : people.slice(0, scene === 'long' ? 4 : 2);
  return {
    streamTeam: () => ({ hostName: 'Amei', people: some }),
    grantAssistant: () => ({ seq: 12 }),
    streamTerms: () => theTerms,
    setStreamTerms: () => ({ seq: 13, version: 13, undoUntilMs: null }),
  };
}
