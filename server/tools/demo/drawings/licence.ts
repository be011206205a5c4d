import { drawing, line, oval, path } from './paint.ts';

/** A licence as it hangs on a wall, without a word or a number on it: nobody can take it for a real one. A square of 300. */
export function licenceDrawing(): string {
  const rows = [118, 142, 166, 190].map((y, row) =>
    line(`M62 ${y}H${row % 2 === 0 ? 232 : 204}`, '#b9ad98', 5),
  );
  const paper = [
    path('M0 0H300V300H0Z', '#e6ddcb'),
    path('M30 24H270V276H30Z', '#fdfaf1'),
    path('M40 34H260V266H40Z M44 38V262H256V38Z', '#c9a24a', 'fill-rule="evenodd"'),
  ];
  const emblem = [
    oval(150, 68, 17, 17, '#c43d2b'),
    path('M150 56l3.6 8h8.6l-7 5.4 2.6 8.4-7.8-5-7.8 5 2.6-8.4-7-5.4h8.6Z', '#f2cf63'),
    line('M92 98H208', '#7d5f2a', 6),
  ];
  const seal = [
    path(
      'M206 198a26 26 0 1 1 0 52 26 26 0 0 1 0-52Zm0 4a22 22 0 1 0 0 44 22 22 0 0 0 0-44Z',
      '#c43d2b',
      'fill-rule="evenodd" opacity=".85"',
    ),
    path('M206 212l3 7h7l-5.6 4.4 2.2 7-6.6-4.2-6.6 4.2 2.2-7-5.6-4.4h7Z', '#c43d2b', 'opacity=".85"'),
  ];
  return drawing('演示证照', [...paper, ...emblem, ...rows, ...seal].join(''));
}
