import { flat, line, lit, oval, path, shaded } from '../paint.ts';
import { type Sitter, X } from './sitter.ts';

export function body({ wear, cloth, trim }: Sitter): string {
  const shoulders = 'M30 300C32 250 66 232 112 222Q150 236 188 222C234 232 268 250 270 300Z';
  const fold = line('M72 300q2-26 12-40M228 300q-2-26-12-40', shaded(cloth, 0.26), 3, 'opacity=".6"');
  if (wear === 'vest') {
    return (
      path(shoulders, flat('#f3ece0')) +
      path('M74 300C76 256 96 234 118 222L150 276L182 222C204 234 224 256 226 300Z', flat(cloth)) +
      line('M118 222L150 278L182 222', trim, 5) +
      [0, 1, 2].map((each) => oval(X, 284 + each * 10, 2.4, 2.4, trim)).join('')
    );
  }
  if (wear === 'apron') {
    return (
      path(shoulders, flat(trim)) +
      path('M98 300V252Q100 246 108 246H192Q200 246 202 252V300Z', flat(cloth)) +
      line('M104 248L120 220M196 248L180 220', cloth, 8) +
      line('M122 272h56v28', lit(cloth, 0.3), 2.4)
    );
  }
  if (wear === 'jacket') {
    return (
      path(shoulders, flat(cloth)) +
      path('M120 220L150 262L180 220L188 222L150 300L112 222Z', flat(trim)) +
      path(
        'M112 222L96 240L132 274L150 262L122 219ZM188 222L204 240L168 274L150 262L178 219Z',
        flat(lit(cloth, 0.12)),
      ) +
      fold
    );
  }
  return (
    path(shoulders, flat(cloth)) +
    path('M118 220L150 250L182 220L190 232L158 270L150 258L142 270L110 232Z', flat(lit(cloth, 0.28))) +
    line('M150 258V300', shaded(cloth, 0.3), 2.4) +
    oval(156, 284, 2.6, 2.6, trim) +
    fold
  );
}

export function hat({ head, cloth, trim }: Sitter): string {
  if (head === 'band') {
    return (
      path('M86 104Q150 62 214 104L212 86Q150 44 88 86Z', flat('#f6f1e6')) +
      path('M86 106Q150 64 214 106L213 98Q150 56 87 98Z', '#c8451b') +
      [100, 124, 150, 176, 200]
        .map((x) => oval(x, 88 - 20 * Math.cos((x - X) / 46) + 4, 4, 4, '#e7b24c'))
        .join('')
    );
  }
  if (head === 'straw') {
    return (
      path('M54 104Q150 60 246 104Q150 84 54 104Z', shaded('#d8b56a', 0.42)) +
      path(
        'M46 100C70 74 104 66 108 62C112 22 188 22 192 62C196 66 230 74 254 100Q150 62 46 100Z',
        flat('#e2c078'),
      ) +
      path('M107 66Q150 50 193 66L194 76Q150 60 106 76Z', flat(trim)) +
      line('M66 92q84-34 168 0', shaded('#e2c078', 0.24), 1.8, 'opacity=".6"')
    );
  }
  if (head === 'cap') {
    return (
      path('M88 100C84 44 216 44 212 100Q150 74 88 100Z', flat(cloth)) +
      path('M86 104Q150 70 214 104Q196 84 150 82T86 104Z', shaded(cloth, 0.36)) +
      oval(X, 56, 5, 4, shaded(cloth, 0.2))
    );
  }
  if (head === 'scarf') {
    return (
      path('M84 128C70 36 230 36 216 128C214 100 190 80 150 80S86 100 84 128Z', flat(trim)) +
      [
        [104, 92],
        [126, 76],
        [152, 70],
        [178, 77],
        [198, 94],
      ]
        .map(([x, y]) => oval(x!, y!, 4.2, 4.2, lit(trim, 0.6)))
        .join('') +
      path('M212 120C232 128 236 150 228 166C220 148 212 140 206 138Z', flat(shaded(trim, 0.16)))
    );
  }
  return '';
}
