import { act, render } from '@testing-library/react';
import { Profiler } from 'react';
import { expect, test } from 'vitest';
import { ItemPrice } from '../../client/screens/buyer/viewer/ItemPrice.tsx';
import { useThrottled } from '../../client/screens/buyer/viewer/SpokenPin.tsx';
import { StockCounter } from '../../client/screens/buyer/viewer/StockCounter.tsx';
import { createViewerStores, ViewerContext } from '../../client/screens/buyer/viewer/viewer-stores.ts';
import { fakeLive, HISTORY } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { aGood, aShelf, aStream } from './market.ts';

test('[K3] a stock change renders its own counter and nothing else', async () => {
  const live = fakeLive();
  const stores = createViewerStores('potato-day', fakeWorld(live));
  stores.open();
  await expect.poll(live.isOpen).toBe(true);
  live.welcome({});
  const numbers = Array.from({ length: 30 }, (_, index) => index + 1);
  live.snapshot([aStream(), ['o', numbers], ...numbers.flatMap((n) => [aGood(n), aShelf(n)])]);
  const renders = new Map<string, number>();
  const count = (id: string) => renders.set(id, (renders.get(id) ?? 0) + 1);
  const page = render(
    <ViewerContext value={stores}>
      {numbers.map((n) => (
        <div key={n}>
          <Profiler id={`stock ${n}`} onRender={count}>
            <StockCounter itemNumber={n} />
          </Profiler>
          <Profiler id={`price ${n}`} onRender={count}>
            <ItemPrice itemNumber={n} />
          </Profiler>
        </div>
      ))}
    </ViewerContext>,
  );
  renders.clear();
  act(() =>
    live.say.onFrame({ history: HISTORY, from: 10, to: 11, changes: [aShelf(17, { available: 9 })] }),
  );
  expect([...renders]).toEqual([['stock 17', 1]]);
  expect(page.getByText('9 left')).toBeInTheDocument();
  act(() => live.say.onHeartbeat({ history: HISTORY, to: 11, nowMs: 1, viewers: 77 }));
  act(() => live.say.onFrame({ history: HISTORY, from: 11, to: 12, changes: [] }));
  expect(renders.size).toBe(1);
});

const heard: string[] = [];
function Spoken({ text }: { text: string }) {
  const now = useThrottled(text, 60);
  if (heard.at(-1) !== now) heard.push(now);
  return <p>{now}</p>;
}

test('what is read aloud follows at most once per interval, and the last word always comes', async () => {
  const page = render(<Spoken text="12 left" />);
  for (const text of ['11 left', '10 left', '9 left']) page.rerender(<Spoken text={text} />);
  expect(heard).toEqual(['12 left']);
  await page.findByText('9 left');
  expect(heard).toEqual(['12 left', '9 left']);
});
