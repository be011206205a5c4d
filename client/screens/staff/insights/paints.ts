/** The colours of a chart, from the page's own variables. */
export interface Paints {
  ink: string;
  soft: string;
  line: string;
  paper: string;
  persimmon: string;
  indigo: string;
  indigoWash: string;
  leaf: string;
  clay: string;
  red: string;
  font: string;
}

export function readPaints(home: Element): Paints {
  const style = getComputedStyle(home);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read('--ink'),
    soft: read('--ink-soft'),
    line: read('--line'),
    paper: read('--paper'),
    persimmon: read('--persimmon'),
    indigo: read('--indigo'),
    indigoWash: read('--indigo-wash'),
    leaf: read('--leaf'),
    clay: read('--clay'),
    red: read('--red'),
    font: style.fontFamily,
  };
}
