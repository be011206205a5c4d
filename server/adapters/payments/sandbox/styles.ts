/** The payment page in the colours of the stall: one warm button, the rest quiet; light and dark. */
export const payStyles = `
:root { --paper:#FBF8F3; --ink:#1E1A16; --line:#E6DFD3; --persimmon:#C8451B; --indigo:#2F4B8F; --on:#FFFFFF; color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :root { --paper:#14110E; --ink:#F3EEE6; --line:#2C2721; --persimmon:#FF7A4D; --indigo:#8FA8F0; --on:#14110E; }
}
* { box-sizing: border-box; }
body { margin:0; background:var(--paper); color:var(--ink); font:17px/1.5 system-ui,"Noto Sans SC","PingFang SC",sans-serif; }
main { max-width:440px; margin:0 auto; padding:24px 16px calc(24px + env(safe-area-inset-bottom)); }
h1 { font-size:22px; margin:0 0 16px; }
h2 { font-size:15px; margin:24px 0 8px; }
.note { font-size:15px; border:1px solid var(--line); border-radius:14px; padding:12px; margin:0 0 16px; }
.what, .status { margin:0; }
.total { font-size:40px; line-height:1.2; margin:4px 0; font-variant-numeric:tabular-nums; }
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
