import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useStill } from '../../client/market/chat/use-still.ts';

function List({ newest }: { newest: number }) {
  const { list, pointing, shownTo } = useStill(newest);
  return (
    <>
      <ul ref={list} {...pointing}>
        <li>shown to {shownTo}</li>
      </ul>
      <p>elsewhere</p>
    </>
  );
}

test('a list that a mouse left beneath a sheet goes on with the mouse’s next move elsewhere', () => {
  const { rerender } = render(<List newest={1} />);
  fireEvent.pointerEnter(screen.getByRole('list'), { pointerType: 'mouse' });
  rerender(<List newest={2} />);
  expect(screen.getByText('shown to 1')).toBeVisible();
  fireEvent.pointerMove(screen.getByText('shown to 1'), { pointerType: 'mouse' });
  expect(screen.getByText('shown to 1')).toBeVisible();
  // No event of leaving was ever heard.
  fireEvent.pointerMove(screen.getByText('elsewhere'), { pointerType: 'mouse' });
  expect(screen.getByText('shown to 2')).toBeVisible();
});
