/** Names are for who reads this file; the page has a letter for each. */
const letters = new Map<string, string>();
function shortName(name: string): string {
  const letter = letters.get(name) ?? `--${String.fromCharCode(97 + letters.size)}`;
  letters.set(name, letter);
  return letter;
}

/**
 * The styles of the first view: one text, at most 4 kB. Positions equal those of the page
 * (client/screens/buyer/viewer/viewer.css), so that nothing jumps. The page is hidden until then.
 */
export const firstStyles = `
#first{position:fixed;z-index:9;inset:0;display:grid;overflow:hidden;background:#221c30;color:#fdf4e6;font:.9375rem/1.45 system-ui,"PingFang SC",sans-serif;--paper:#fbf8f3;--raised:#fffdf9;--sunken:#f3ede3;--ink:#1e1a16;--soft:#6a6156;--line:#e6dfd3;--buy:#c8451b;--touch:48px;--row:73px;--pic:56px}
#first~#root{visibility:hidden}
.f *{box-sizing:border-box;min-width:0;margin:0;color:inherit;font:inherit;text-decoration:none}
.f img{object-fit:cover}
.f :is(h1,h2,h3,button){font-weight:500;line-height:1.3}
.f b{font-weight:700}
.f-stage{position:relative;display:flex;flex-direction:column;z-index:0}
.f-picture{display:contents}
.f-cover{position:absolute;z-index:-1;inset:0;width:100%;height:100%}
.f>* .f-stall{object-fit:fill}
.f-top{margin:8px 8px auto;padding:4px 14px;min-height:48px;border-radius:24px;background:#14110eb8}
.f-top>*,.f-row h3{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.f-top p,.f-bar>*,.f-price s{font-size:.8125rem}
.f-bottom{display:grid;gap:8px;width:100%;max-width:560px;margin:0 auto;padding:0 12px max(12px,env(safe-area-inset-bottom))}
.f-card,.f-row{display:grid;grid-template:none/auto 1fr auto;align-items:center;gap:0 10px;color:var(--ink)}
.f-card{--pic:76px;padding:10px;border-radius:16px;background:var(--raised)}
.f-card h2{display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow-wrap:anywhere}
.f-photo{width:var(--pic);height:var(--pic);border-radius:10px;background:var(--sunken)}
.f-number{margin-right:4px;padding:0 4px;border-radius:5px;background:var(--line)}
.f-price b{font-size:1.375rem}
.f-price s{margin-left:8px;color:var(--soft);text-decoration:line-through}
.f-flash b{color:var(--buy)}
.f-add{align-self:end;min-width:118px;min-height:56px;padding:4px 8px;border:0;border-radius:99px;background:var(--buy);color:var(--raised);touch-action:manipulation}
.f-add[aria-busy]{filter:brightness(.9)}
.f-bar{display:flex;gap:8px}
.f-bar>*{display:grid;place-items:center;min-height:52px;padding:0 9px;border-radius:18px;background:#282230eb}
.f-bar>:nth-child(2){flex:1}
.f-side{display:none;overflow:hidden;background:var(--paper);border-left:1px solid var(--line)}
.f-side>h2{padding:12px 20px}
.f-bone{display:block;height:40px;margin:0 20px 8px;border-radius:99px;background:var(--sunken)}
.f-bone+.f-bone{height:64px;margin-bottom:52px;border-radius:14px}
.f-row{position:relative;height:var(--row);margin:0 20px;border-bottom:1px solid var(--line)}
.f-row b{font-size:1.0625rem}
.f-row>b{position:absolute;top:7px;padding:0 6px;background:var(--paper);font-size:.9375rem}
.f-row .f-add{align-self:center;min-width:var(--touch);min-height:var(--touch);padding:0;font-size:1.375rem}
@media (pointer:fine){#first{--touch:36px;--row:61px;--pic:48px}}
@media (min-width:700px),(orientation:landscape) and (min-width:640px){
#first{--most:calc(100dvh - 240px);--talk:0px;--side:clamp(360px,max(min(32vw,420px),100vw - 32px - var(--most)*16/9),520px);--frame:min((100vw - var(--side) - var(--talk) - 32px)*.5625,var(--most));--low:calc(var(--frame) + 366px - 100dvh);grid-template:none/1fr var(--talk) var(--side);background:var(--paper);color:var(--ink)}
.f-side{display:block;grid-column:-2}.f-bar{display:none}
.f-stage{padding:0 16px}
.f-stage>*{align-self:center;width:min(100%,max(var(--frame)*16/9,520px))}
.f-top{margin:4px 0;padding:0;background:0 0}
.f-picture{position:relative;display:block;width:auto;height:var(--frame);aspect-ratio:16/9;overflow:hidden;z-index:0;border-radius:14px;background:#221c30}
.f-bottom{max-width:none;padding:12px 0 4px}
.f-card{--pic:104px;gap:0 16px;margin-right:max(0px,min(var(--low)*999,(var(--frame)*16/9 - 700px)*999,var(--frame)*16/9*.34));padding:14px;border:1px solid var(--line)}
.f-card b{font-size:1.75rem}
.f-card .f-add{align-self:center;min-width:128px;min-height:48px}}
@media (min-width:700px) and (max-width:899px) and (orientation:portrait){#first{--frame:min((100vw - 32px)*.5625,46dvh);--low:1px;grid-template:calc(var(--frame) + 240px) 1fr/1fr}}
@media (min-width:1600px) and (min-height:481px){#first{--talk:clamp(272px,100vw - 452px - var(--most)*16/9,360px);--side:clamp(420px,100vw - 392px - var(--most)*16/9,520px);--low:0px}}
@media (prefers-color-scheme:dark){#first{--paper:#14110e;--raised:#1d1915;--sunken:#0e0c0a;--ink:#f3eee6;--soft:#b0a698;--line:#2c2721;--buy:#ff7a4d}}
`
  .trim()
  .replaceAll('\n', '')
  .replace(/--[a-z]+/g, shortName);
