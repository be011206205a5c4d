import { act, render, screen } from '@testing-library/react';
import { Component, type ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { part, place } from '../../client/ui/part.tsx';

const Stall = ({ name }: { name: string }) => <p>{name}</p>;
const Loud = ({ name }: { name: string }) => <b>{name.toUpperCase()}</b>;

test('a part stands where its fallback stood once its chunk has come, and is asked for once', async () => {
  let come = (_: typeof Stall) => {};
  const load = vi.fn(
    () =>
      new Promise<typeof Stall>((resolve) => {
        come = resolve;
      }),
  );
  const Part = part(load);
  const { rerender } = render(<Part name="potatoes" fallback={<i>soon</i>} />);
  expect(screen.getByText('soon')).toBeVisible();
  await act(async () => come(Stall));
  expect(screen.getByText('potatoes')).toBeVisible();
  expect(screen.queryByText('soon')).toBeNull();
  rerender(<Part name="beans" />);
  expect(screen.getByText('beans')).toBeVisible();
  expect(load).toHaveBeenCalledTimes(1);
});

test('what was brought beforehand is shown at once', async () => {
  const Part = part(async () => Stall);
  Part.fetch();
  await new Promise((resolve) => setTimeout(resolve));
  render(<Part name="potatoes" fallback={<i>soon</i>} />);
  expect(screen.getByText('potatoes')).toBeVisible();
});

test('a chunk that the market has no more ends at the nearest boundary', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async () => new Response());
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    const Part = part<{ name: string }>(() => Promise.reject(new Error('gone')));
    Part.fetch();
    render(
      <Boundary>
        <Part name="potatoes" />
      </Boundary>,
    );
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(screen.getByText('broken')).toBeVisible();
  } finally {
    silent.mockRestore();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});

test('[K3] without a line a part keeps its place, is asked for once, and comes when the device is online', async () => {
  vi.useFakeTimers();
  let hasLine = false;
  const noAnswers = [503, 429];
  vi.stubGlobal('fetch', async () => {
    if (hasLine) return new Response();
    // A balancer without a server behind it, and a limit, are no line either.
    const status = noAnswers.shift();
    if (status) return new Response(null, { status });
    throw new TypeError('Failed to fetch');
  });
  try {
    const load = vi.fn(async () => {
      if (!hasLine) throw new TypeError('Failed to fetch dynamically imported module');
      return Stall;
    });
    const Part = part<{ name: string }>(load);
    render(
      <>
        <Part name="potatoes" fallback={<i>soon</i>} />
        <Part name="beans" fallback={<i>later</i>} />
      </>,
    );
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(screen.getByText('soon')).toBeVisible();
    expect(screen.getByText('later')).toBeVisible();
    // Four tries within five seconds, then one in ten.
    expect(load.mock.calls.length).toBeGreaterThan(4);
    expect(load.mock.calls.length).toBeLessThan(12);
    hasLine = true;
    await act(async () => {
      dispatchEvent(new Event('online'));
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getByText('potatoes')).toBeVisible();
    expect(screen.getByText('beans')).toBeVisible();
  } finally {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});

test('the parts of a place stand in the order of its list, and are told the same', () => {
  const Place = place<{ name: string }>(Loud, () => null, Stall);
  const { container } = render(<Place name="potatoes" />);
  expect(container.innerHTML).toBe('<b>POTATOES</b><p>potatoes</p>');
});

class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError() {
    return { isBroken: true };
  }
  override render() {
    return this.state.isBroken ? <p>broken</p> : this.props.children;
  }
}
