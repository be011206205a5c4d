/** The styles of the first view of a producer's page: one text, at most 2.5 kB, in the places of client/screens/buyer/profile/profile.css. */
export const profileStyles = `
#first{position:fixed;z-index:9;inset:0;overflow:hidden;background:#fbf8f3;color:#1e1a16;font:400 .9375rem/1.45 system-ui,"PingFang SC",sans-serif;--soft:#6a6156;--line:#e6dfd3;--sunken:#f3ede3;--raised:#fffdf9}
#first~#root{visibility:hidden}
.f *{box-sizing:border-box;margin:0;color:inherit;font:inherit;text-decoration:none}
.f-page{max-width:1000px;margin:0 auto;padding:16px}
.f h1{padding:8px 0 4px 34px;font-size:clamp(1.375rem,3.4vw,1.75rem);font-weight:600;line-height:1.3;margin-bottom:12px}
.f-top{display:grid;grid-template-columns:112px minmax(0,1fr);gap:8px 16px;align-items:center}
.f-face{width:112px;height:112px;border-radius:50%;object-fit:cover;background:var(--sunken)}
.f-top h2{margin:0;font-size:1.375rem;line-height:1.25}
.f-top p{color:var(--soft)}
.f-top>div:first-child{grid-column:1/-1}
.f-top .f-words{grid-column:1/-1;color:inherit;font-size:1.0625rem;white-space:pre-line}
.f-top .f-licence{grid-column:1/-1;font-size:.8125rem}
.f h2{font-weight:600}
.f-page>h2{margin:24px 0 12px;font-size:1.0625rem}
.f-rows{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:8px 16px}
.f-rows a{display:grid;grid-template-columns:64px minmax(0,1fr) auto;gap:12px;align-items:center;min-height:84px;padding:10px 12px;border-radius:14px;background:var(--raised);box-shadow:inset 0 0 0 1px var(--line)}
.f-rows img,.f-rows i{width:64px;height:64px;border-radius:10px;object-fit:cover;background:var(--sunken)}
.f-rows span{font-size:1.0625rem;font-weight:500;line-height:1.3}
.f-rows b{font-weight:700}
@media (min-width:700px){.f-top:has(>.f-face){grid-template:auto 1fr/160px minmax(0,1fr);align-items:start}.f-face{grid-row:1/3;width:160px;height:160px}.f-face~:is(.f-words,.f-licence){grid-column:2}}
@media (prefers-color-scheme:dark){#first{background:#14110e;color:#f3eee6;--soft:#b0a698;--line:#2c2721;--sunken:#0e0c0a;--raised:#1d1915}}
`
  .trim()
  .replaceAll('\n', '');
