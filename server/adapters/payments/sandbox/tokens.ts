/** The colours of the market's own screens that this page uses, by the names that client/styles/tokens.css has for them. */
export const light = {
  paper: '#fbf8f3',
  raised: '#fffdf9',
  sunken: '#f3ede3',
  ink: '#1e1a16',
  'ink-soft': '#6a6156',
  line: '#e6dfd3',
  persimmon: '#c8451b',
  'persimmon-deep': '#b03a14',
  'on-persimmon': '#fffdf9',
  indigo: '#2f4b8f',
  'indigo-wash': '#e9edf7',
  leaf: '#2f6b3a',
  'leaf-wash': '#e6f0e6',
  clay: '#8a5f00',
  'clay-wash': '#f8eed6',
  red: '#b3122e',
  'red-wash': '#fbe7e9',
  dim: 'none',
} as const;

export const dark: Record<keyof typeof light, string> = {
  paper: '#14110e',
  raised: '#1d1915',
  sunken: '#0e0c0a',
  ink: '#f3eee6',
  'ink-soft': '#b0a698',
  line: '#2c2721',
  persimmon: '#ff7a4d',
  'persimmon-deep': '#ff8f68',
  'on-persimmon': '#14110e',
  indigo: '#8fa8f0',
  'indigo-wash': '#1a2138',
  leaf: '#7cc48a',
  'leaf-wash': '#16261a',
  clay: '#e0b050',
  'clay-wash': '#2b210d',
  red: '#ff8a96',
  'red-wash': '#37161b',
  dim: 'brightness(80%)',
};

/** Both sets as CSS: by the system, unless somebody has chosen on this device. */
export function colours(): string {
  const setOf = (scheme: 'light' | 'dark', colours: Record<string, string>) =>
    `color-scheme:${scheme};${Object.entries(colours)
      .map(([name, value]) => `--${name}:${value};`)
      .join('')}`;
  return `:root{${setOf('light', light)}}
@media (prefers-color-scheme: dark){:root:not([data-theme="light"]){${setOf('dark', dark)}}}
:root[data-theme="dark"]{${setOf('dark', dark)}}
`;
}
