/**
 * The styles of the first view of plain pages, of the first page and of a replay: one text, at most 4 kB. Positions equal
 * those of the pages (client/styles/base.css, client/screens/buyer). The page is hidden until then.
 */
export const pageStyles = `
#first{position:fixed;z-index:9;inset:0;overflow:hidden auto;background:var(--paper);color:var(--ink);font:400 .9375rem/1.45 system-ui,"PingFang SC",sans-serif;--paper:#fbf8f3;--raised:#fffdf9;--sunken:#f3ede3;--ink:#1e1a16;--soft:#6a6156;--line:#e6dfd3;--touch:48px;--action:52px}
#first~#root{visibility:hidden}
.f *{box-sizing:border-box;min-width:0;margin:0;color:inherit;font:inherit;text-decoration:none}
.f img{display:block;width:100%;height:100%;object-fit:cover}
.f :is(h1,h2,h3){font-weight:600;line-height:1.25;overflow-wrap:anywhere}
.f b{font-weight:700}
.f .f-soft,.f-lead{color:var(--soft)}
.f-bone{display:block;height:18px;margin-bottom:10px;border-radius:6px;background:var(--sunken)}
.f-page{max-width:720px;margin:0 auto;padding:20px 16px 32px}
.f-home{max-width:1240px}
.f-head{display:flex;flex-wrap:wrap;gap:4px;align-items:center;margin-bottom:12px}
.f-head h1{flex:1;font-size:clamp(1.375rem,3.4vw,1.75rem)}
.f-back,.f-acts{flex:none;height:var(--touch)}
.f-back{width:var(--touch)}
.f-head>.f-back{margin-left:-14px}
.f-acts{width:calc(4*var(--touch) + 12px)}
.f-order,.f-hero,.f-card{display:grid;overflow:hidden;border-radius:18px;background:var(--raised);box-shadow:inset 0 0 0 1px var(--line)}
.f-order{gap:12px;padding:16px}
.f-lead{margin-bottom:20px;font-size:1.0625rem}
.f-field{height:var(--touch);margin-bottom:8px;border-radius:99px}
.f-chips{height:var(--touch);margin:10px 30% 18px 2px;border-radius:99px}
.f-hero{margin-bottom:32px}
.f-cover{display:block;overflow:hidden;aspect-ratio:16/9;background:var(--sunken)}
.f-cover>.f-stall{object-position:50% 62%}
.f-words{display:grid;gap:8px;align-content:start;padding:16px}
.f-words h2{font-size:1.75rem;line-height:1.2}
.f-state>span{display:inline-flex;align-items:center;margin-right:12px;padding:3px 10px;border-radius:99px;background:rgb(20 17 14/62%);color:#fdf4e6;font-size:.8125rem;font-weight:500}
.f-goods{display:grid;gap:8px;margin:4px 0;padding:0;list-style:none}
.f-goods>li{display:grid;grid-template-columns:48px 1fr auto;gap:12px;align-items:center;min-height:48px}
.f-photo{width:48px;height:48px;overflow:hidden;border-radius:10px;background:var(--sunken)}
.f-button{display:grid;place-items:center;min-height:var(--action);margin-top:8px;padding:0 20px;border-radius:99px;background:var(--ink);color:var(--paper);font-weight:600}
.f-home h3{margin-bottom:12px;font-size:1.0625rem}
.f-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,270px),1fr));gap:16px;margin-bottom:32px}
.f-card>p{padding:12px 14px 0;font-size:1.0625rem;font-weight:600;line-height:1.3}
.f-card>p+p{padding:4px 14px 14px;font-size:.9375rem;font-weight:400}
.f-replay{display:grid;grid-template-columns:1fr;gap:16px;max-width:1280px;margin:0 auto;padding:8px 0 24px}
.f-replay>*{margin:0 16px}
.f-replay>.f-top{display:grid;grid-template-columns:auto 1fr auto;gap:4px;align-items:center;margin:0;padding:0 8px}
.f-top h1{font-size:1.0625rem}
.f-top p{font-size:.8125rem}
.f-replay>.f-picture{aspect-ratio:16/9;max-height:60dvh;margin:0;overflow:hidden;background:#221c30}
.f-picture>img{object-position:50% 40%;filter:saturate(.7) brightness(.5)}
.f-table{height:124px}.f-over{height:126px}.f-rest{height:340px}
@media (max-width:479px){.f-back+h1{order:1;flex:1 0 100%}}
@media (max-width:430px){.f-replay>.f-top{grid-template-columns:auto 1fr}.f-top>.f-acts{grid-column:1/-1}}
@media (pointer:fine){#first{--touch:36px;--action:44px}}
@media (min-width:900px){
.f-hero{grid-template-columns:3fr minmax(320px,2fr)}
.f-words{align-content:center;gap:10px;padding:28px}
.f-button{justify-self:start;min-width:220px;min-height:52px;font-size:1.0625rem}}
@media (min-width:1000px),(orientation:landscape) and (min-width:640px){
.f-replay{grid-template-columns:1fr minmax(300px,34%);gap:16px 8px;padding-inline:16px}
.f-replay>*{margin:0}
.f-replay>.f-top{grid-column:1/-1}
.f-replay>.f-picture{max-height:calc(100dvh - 90px);border-radius:14px}
.f-replay>.f-rest{grid-area:2/2/5}}
@media (prefers-color-scheme:dark){#first{--paper:#14110e;--raised:#1d1915;--sunken:#0e0c0a;--ink:#f3eee6;--soft:#b0a698;--line:#2c2721}}
`
  .trim()
  .replaceAll('\n', '');
