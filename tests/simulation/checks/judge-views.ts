import { loadState } from '../../../server/event-log/replica/load.ts';
import { publicView, streamRules } from '../../../server/market/market.ts';
import { digestOf } from '../../../shared/live-view/digest.ts';
import { type Market, STREAM } from '../market.ts';
import { differenceOf } from './difference.ts';

/** [INV13]: everybody shows what a fresh snapshot shows, at the same place of the log. */
export async function judgeViews({ buyers, nodes, stores, complaints }: Market): Promise<void> {
  const loaded = await loadState(stores.store, streamRules, STREAM);
  if (!loaded) {
    complaints.add('INV13', 'the log is gone');
    return;
  }
  const view = publicView(loaded.state);
  const digest = digestOf(view);
  for (const { viewer } of buyers) {
    const { seq } = viewer.cursor;
    const shown = digestOf(viewer.view);
    complaints.expect(
      seq === loaded.head.seq && shown === digest,
      'INV13',
      () => `${viewer.name} shows ${seq}, the log ${loaded.head.seq}: ${differenceOf(viewer.view, view)}`,
    );
  }
  for (const { name, server } of nodes) {
    const position = await server?.application.position(STREAM);
    complaints.expect(
      position?.seq === loaded.head.seq && digestOf(position.view) === digest,
      'INV13',
      () => `${name} stands at ${position?.seq}, the log at ${loaded.head.seq}`,
    );
  }
}
