import { colours } from './tokens.ts';

/**
 * The payment page in the colours, the typeface and the measures of the market's own screens (client/styles).
 * @param typeface its address; null: the device's own is used
 */
export function payStyles(typeface: string | null): string {
  return `${typeface === null ? '' : facesAt(typeface)}${colours()}${styles}`;
}

/** As client/styles/typeface.css has them: Chinese dashes and quotes are as wide as its characters. */
function facesAt(typeface: string): string {
  const face = (family: string, range: string) =>
    `@font-face{font-family:"${family}";font-weight:200 900;font-display:swap;size-adjust:108%;src:url("${typeface}") format("woff2");unicode-range:${range};}\n`;
  return (
    face(
      'Source Sans 3',
      'U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215',
    ) + face('Source Sans 3 Marks', 'U+2000-206F')
  );
}

/** A crate, as pictures that do not come have it (client/ui/Picture.tsx). */
const CRATE = `url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%23857b6e' stroke-width='1.3' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M3 10h18l-1.5 9h-15L3 10Zm3.5 0 .5 9m10.5-9-.5 9M12 10v9M6 10a3 3 0 0 1 5-2.3A3.5 3.5 0 0 1 17.5 10'/%3E%3C/svg%3E")`;

const styles = `
:root{--chinese:"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC";--font:"Source Sans 3","Source Sans 3 Marks",system-ui,var(--chinese),sans-serif;--touch:48px;--action:52px;--radius:14px;}
:root:lang(zh){--font:"Source Sans 3",var(--chinese),system-ui,sans-serif;}
@media (pointer:fine){:root{--touch:36px;--action:44px;}}
*,*::before,*::after{box-sizing:border-box;}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;}
body{margin:0 auto;max-width:960px;padding:max(16px,env(safe-area-inset-top)) max(16px,env(safe-area-inset-right)) max(32px,env(safe-area-inset-bottom)) max(16px,env(safe-area-inset-left));background:var(--paper);color:var(--ink);font:400 1.0625rem/1.45 var(--font);-webkit-font-smoothing:antialiased;overflow-wrap:anywhere;}
h1,h2,p,ul,dl,dd{margin:0;padding:0;}
ul{list-style:none;}
h1{font-size:1.375rem;font-weight:600;line-height:1.25;}
h2{font-size:1.0625rem;font-weight:600;line-height:1.25;}
strong,b{font-weight:500;}
a{color:inherit;}
img,svg{display:block;}
.icon{flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;}
[hidden]{display:none;}
:focus-visible{outline:3px solid var(--indigo);outline-offset:2px;}
.soft{color:var(--ink-soft);font-size:.9375rem;}
.total,.until,.sums,.facts,.lines,.waiting{font-variant-numeric:tabular-nums;}
body>header{display:flex;align-items:center;justify-content:space-between;gap:16px;margin-bottom:20px;}
.mark{display:flex;align-items:center;gap:10px;min-width:0;min-height:var(--touch);font-weight:600;text-decoration:none;}
.mark>img{flex:none;}
.language{flex:none;align-content:center;min-height:var(--touch);color:var(--ink-soft);font-size:.9375rem;}
main{display:grid;gap:20px;}
.panel{display:grid;gap:14px;}
.total{font-size:2.5rem;font-weight:700;line-height:1.1;}
.way{display:flex;gap:12px;align-items:center;padding:10px 14px;border-radius:var(--radius);background:var(--indigo-wash);}
.way small{display:block;color:var(--ink-soft);font-size:.9375rem;}
.until{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;color:var(--indigo);}
.until .clock b{font-weight:600;}
.until .clock:not([hidden])+.deadline{color:var(--ink-soft);font-size:.9375rem;}
.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:var(--touch);padding:8px 20px;border:0;border-radius:999px;background:none;color:inherit;font:inherit;font-weight:500;text-align:center;text-decoration:none;cursor:pointer;touch-action:manipulation;}
.button.line{box-shadow:inset 0 0 0 1.5px var(--line);}
.button.primary{background:var(--ink);color:var(--paper);font-weight:700;}
.button.buy{min-height:var(--action);background:var(--persimmon);color:var(--on-persimmon);font-weight:700;}
.button.buy:hover{background:var(--persimmon-deep);}
.button[aria-busy]{background:var(--sunken);color:var(--ink);cursor:default;}
.note{display:flex;gap:10px;align-items:flex-start;padding:12px 14px;border-radius:var(--radius);background:var(--clay-wash);}
.note .icon{margin-top:2px;color:var(--clay);}
.note.fault{background:var(--red-wash);}
.note.fault .icon{color:var(--red);}
.note.done{background:var(--leaf-wash);}
.note.done .icon{color:var(--leaf);}
.facts,.sums{display:grid;gap:6px;}
.facts>div,.sums>div{display:flex;justify-content:space-between;gap:16px;color:var(--ink-soft);}
.facts dd{color:var(--ink);text-align:right;}
.sums{padding-top:12px;border-top:1px solid var(--line);}
.sums>.sum{color:var(--ink);font-weight:700;}
.order{display:grid;gap:12px;padding:16px;border-radius:18px;background:var(--raised);box-shadow:inset 0 0 0 1px var(--line);}
.order>h2+p{margin-top:-8px;}
.lines{display:grid;gap:14px;}
.lines>li{display:grid;grid-template-columns:auto minmax(0,1fr) auto;grid-template-rows:auto 1fr;gap:0 12px;}
.picture{grid-row:1/3;width:56px;height:56px;overflow:hidden;border-radius:12px;background:var(--sunken) ${CRATE} center/60% no-repeat;}
.picture>img{width:100%;height:100%;object-fit:cover;filter:var(--dim);}
.about{grid-column:2/-1;}
.test{padding:12px 14px;border:1.5px dashed var(--ink-soft);border-radius:var(--radius);color:var(--ink-soft);font-size:.9375rem;}
.test>summary{min-height:24px;cursor:pointer;}
.test form{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,180px),1fr));gap:8px;margin-top:12px;}
.test form>p{grid-column:1/-1;}
.waiting{display:grid;gap:6px;margin-top:12px;}
.waiting h2{font-size:inherit;}
footer{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:28px;color:var(--ink-soft);font-size:.9375rem;}
@media (min-width:800px){
main:has(.order){grid-template-columns:minmax(0,1fr) minmax(0,1fr);grid-template-rows:auto 1fr;gap:24px 48px;}
main:not(:has(.order)){max-width:440px;}
.order{grid-column:2;grid-row:1/3;align-self:start;padding:24px;}
.test{align-self:start;}
body{padding-top:32px;}
body>header{margin-bottom:36px;}
}
@media print{
.language,.test summary::marker,.button,footer a{display:none;}
}
`;
