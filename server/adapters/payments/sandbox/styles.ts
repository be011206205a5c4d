/**
 * The payment page in the colours and the typeface of the stall: one warm button, the rest quiet; light and dark.
 * @param typeface its address; null: the device's own is used
 */
export function payStyles(typeface: string | null): string {
  return (typeface === null ? '' : faceAt(typeface)) + styles;
}

function faceAt(typeface: string): string {
  return `@font-face { font-family:"Source Sans 3"; font-weight:200 900; font-display:swap; src:url("${typeface}") format("woff2"); }`;
}

const styles = `
:root { --paper:#FBF8F3; --ink:#1E1A16; --line:#E6DFD3; --persimmon:#C8451B; --indigo:#2F4B8F; --on:#FFFFFF; color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :root { --paper:#14110E; --ink:#F3EEE6; --line:#2C2721; --persimmon:#FF7A4D; --indigo:#8FA8F0; --on:#14110E; }
}
* { box-sizing: border-box; }
body { margin:0; background:var(--paper); color:var(--ink); font:17px/1.5 "Source Sans 3",system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif; }
main { max-width:440px; margin:0 auto; padding:24px 16px calc(24px + env(safe-area-inset-bottom)); }
h1 { font-size:22px; margin:0 0 16px; }
h2 { font-size:15px; margin:24px 0 8px; }
.note { font-size:15px; border:1px solid var(--line); border-radius:14px; padding:12px; margin:0 0 16px; }
.what, .status { margin:0; }
.answer { border:1px solid var(--persimmon); border-radius:14px; padding:12px; margin:0 0 16px; }
.goods { list-style:none; padding:0; margin:8px 0; }
.goods li { display:flex; justify-content:space-between; gap:12px; padding:4px 0; overflow-wrap:anywhere; }
.total { font-size:40px; font-weight:700; line-height:1.2; margin:4px 0; font-variant-numeric:tabular-nums; }
form { display:grid; gap:8px; margin:16px 0; }
details[open] { display:grid; gap:8px; }
details button { width:100%; margin-top:8px; }
summary { min-height:48px; padding:12px 0; cursor:pointer; }
button { min-height:48px; padding:8px 20px; border-radius:999px; font:inherit; cursor:pointer; }
a.primary { display:flex; align-items:center; justify-content:center; border-radius:999px; text-decoration:none; }
.primary { background:var(--persimmon); color:var(--on); border:0; font-weight:600; min-height:56px; }
.secondary { background:transparent; color:var(--ink); border:1px solid var(--line); }
a { color:var(--indigo); display:inline-block; padding:12px 0; }
:focus-visible { outline:3px solid var(--indigo); outline-offset:2px; }
ul { padding-left:20px; font-variant-numeric:tabular-nums; }
`;
