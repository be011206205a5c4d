import { fireEvent, render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Picture } from '../../client/ui/Picture.tsx';

const shown = (of: HTMLElement) => of.querySelector('img');

test('a picture that failed is forgotten when another one is asked for', () => {
  const { container, rerender } = render(<Picture source="/walnuts.webp" size={72} />);
  fireEvent.error(shown(container)!);
  expect(shown(container)).toBeNull();
  rerender(<Picture source="/quinoa.webp" size={72} />);
  expect(shown(container)).toHaveAttribute('src', '/quinoa.webp');
  rerender(<Picture source="/walnuts.webp" size={72} />);
  expect(shown(container)).toHaveAttribute('src', '/walnuts.webp');
});

test('no picture stands for another one while that is on its way', () => {
  const { container, rerender } = render(<Picture source="/walnuts.webp" size={72} />);
  const walnuts = shown(container);
  rerender(<Picture source="/quinoa.webp" size={72} />);
  // An element that only changes its source shows the old picture until the new one has come.
  expect(shown(container)).not.toBe(walnuts);
});
