/** A share and the interval that covers the true one in at least 95 of 100 samples. */
export interface ShareInterval {
  low: number;
  high: number;
}

/** Half of what a two-sided 95 % interval leaves out. */
const TAIL = 0.025;
/** Halvings of an interval between 0 and 1: more digits than a double has. */
const HALVINGS = 60;
const MAX_TERMS = 10_000;
const ENOUGH = 1e-14;
/** Stands for zero where a continued fraction would divide by it. */
const TINY = 1e-300;

/**
 * Clopper–Pearson's exact 95 % interval of a share, from the quantiles of the beta distribution.
 * @param hits whole, 0 ≤ hits ≤ of
 * @returns null without an observation
 */
export function clopperPearson95(hits: number, of: number): ShareInterval | null {
  if (of <= 0 || hits < 0 || hits > of) return null;
  return {
    low: hits === 0 ? 0 : betaQuantile(TAIL, hits, of - hits + 1),
    high: hits === of ? 1 : betaQuantile(1 - TAIL, hits + 1, of - hits),
  };
}

/** The share below which a beta-distributed one lies with this probability. */
function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, b). */
function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const scale = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  // The fraction converges quickly on one side only; the other is its mirror image.
  return x < (a + 1) / (a + b + 2)
    ? (scale * betaFraction(x, a, b)) / a
    : 1 - (scale * betaFraction(1 - x, b, a)) / b;
}

/** Its continued fraction, by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const kept = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= MAX_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const term of [even, odd]) {
      d = 1 / kept(1 + term * d);
      c = kept(1 + term / c);
      step = d * c;
      result *= step;
    }
    if (Math.abs(step - 1) < ENOUGH) break;
  }
  return result;
}

/** Lanczos' approximation, good to 15 digits for what is counted here. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  const [first = 0, ...rest] = LANCZOS;
  const sum = rest.reduce((total, part, index) => total + part / (x + index), first);
  const base = x + 6.5;
  return (x - 0.5) * Math.log(base) - base + Math.log(Math.sqrt(2 * Math.PI) * sum);
}
