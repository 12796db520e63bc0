/** The style of the customers' pages: the product's colours, light and dark by the system, from 320 pixels up. */
export const CUSTOMER_STYLE = `:root{color-scheme:light dark;
--bg:#f6f7f9;--surface:#fff;--sunken:#eef0f4;--line:#dfe3ea;--line-strong:#8a94a5;--text:#1b2330;--text-2:#515c6d;--text-3:#5a6475;
--accent:#2456c9;--on-accent:#fff;--accent-soft:#e6edfc;--accent-text:#1d47a8;--ok:#1d7a46;--ok-soft:#e2f4e9;--warn:#8a5a00;--warn-soft:#fdf1d6;--bad:#b3261e;--bad-soft:#fde8e6;--out:#eef3fe;--focus:#2456c9}
@media (prefers-color-scheme:dark){:root{
--bg:#11151c;--surface:#171c25;--sunken:#0d1117;--line:#2a3240;--line-strong:#6b7789;--text:#e7ebf2;--text-2:#aab4c3;--text-3:#8b96a8;
--accent:#7ea6ff;--on-accent:#0c1730;--accent-soft:#1d2b4d;--accent-text:#a9c3ff;--ok:#6fd39b;--ok-soft:#15301f;--warn:#f0c264;--warn-soft:#342a12;--bad:#ff9a92;--bad-soft:#3b1a18;--out:#1b2540;--focus:#7ea6ff}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 "Inter","Segoe UI",system-ui,"DejaVu Sans",sans-serif;color:var(--text);background:var(--bg);-webkit-text-size-adjust:100%}
.page{max-width:720px;margin:0 auto;padding:16px 16px 48px}
.top{display:flex;justify-content:space-between;align-items:baseline;gap:16px;font-size:14px;color:var(--text-2);padding:4px 0 20px}
.top b{font-weight:650;color:var(--text);overflow-wrap:anywhere}
a{color:var(--accent-text)}
h1{font-size:26px;line-height:1.25;font-weight:650;margin:0 0 8px;overflow-wrap:anywhere}
h2{font-size:16px;font-weight:650;margin:0 0 6px}
p{margin:0 0 12px}
.lead{color:var(--text-2);margin-bottom:24px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:20px}
.field{margin:0 0 18px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 16px}
label,.label{display:block;font-weight:600;margin-bottom:4px}
.opt{font-weight:400;color:var(--text-3);font-size:14px}
.hint{font-size:14px;color:var(--text-2);margin:4px 0 0}
input,select,textarea,button{font:inherit;color:inherit}
input:not([type=checkbox]),select,textarea{width:100%;min-height:44px;padding:9px 12px;background:var(--surface);border:1px solid var(--line-strong);border-radius:8px}
input[type=file]{padding:8px;border-style:dashed}
input[type=file]::file-selector-button{font:inherit;font-size:15px;margin-right:12px;padding:4px 12px;border:1px solid var(--line-strong);border-radius:6px;background:var(--sunken);color:var(--text)}
textarea{resize:vertical;min-height:150px}
.short textarea{min-height:96px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
input[aria-invalid=true],textarea[aria-invalid=true]{border-color:var(--bad);box-shadow:inset 0 0 0 1px var(--bad)}
.problem{color:var(--bad);font-size:15px;margin:4px 0 0}
.problem::before{content:"! ";font-weight:700}
.alert{background:var(--bad-soft);color:var(--bad);border-radius:8px;padding:12px 14px;margin:0 0 20px}
.note{color:var(--text-2);margin:0 0 20px;font-size:14px}
.send{min-height:44px;padding:9px 28px;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on-accent);font-weight:600;cursor:pointer}
.send:hover{filter:brightness(1.08)}
.send[disabled]{opacity:.65;cursor:default}
.stored{margin-top:20px;font-size:15px}
.stored p{color:var(--text-2)}
dl{display:grid;grid-template-columns:minmax(110px,auto) 1fr;gap:4px 16px;margin:0 0 12px}
dt{color:var(--text-2)}dd{margin:0;overflow-wrap:anywhere}
.trap{position:absolute;left:-9999px;top:auto;width:1px;height:1px;overflow:hidden}
.kept{border:0;padding:0;margin:0 0 10px;min-width:0}
.kept legend{font-size:14px;color:var(--text-2);padding:0}
.kept label{font-weight:400;margin:6px 0;overflow-wrap:anywhere}
.kept input{width:18px;height:18px;margin:0 8px 0 0;vertical-align:-3px;accent-color:var(--accent)}
.sub{display:flex;flex-wrap:wrap;gap:4px 14px;color:var(--text-2);font-size:14px;margin:0 0 16px}
.state{font-weight:600;margin:12px 0 10px;padding:10px 14px;border-radius:8px;background:var(--accent-soft);color:var(--accent-text)}
.state.resolved{background:var(--ok-soft);color:var(--ok)}
.log{display:flex;flex-direction:column;gap:12px;margin:0 0 20px}
article{max-width:88%;background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:12px 16px;align-self:flex-end}
article.team{align-self:flex-start;background:var(--out);border-color:transparent}
article header{display:flex;flex-wrap:wrap;gap:0 8px;font-size:14px;color:var(--text-2);margin-bottom:4px}
article header b{color:var(--text);font-weight:650}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.rich{overflow-wrap:anywhere}.rich p{margin:0;white-space:pre-wrap}.rich h3,.rich h4{margin:10px 0 4px}.rich h3{font-size:19px}.rich h4{font-size:16px}
.rich ul,.rich ol{margin:4px 0;padding-left:26px}.rich blockquote{margin:4px 0;padding-left:12px;border-left:3px solid var(--line-strong);color:var(--text-2)}
.rich pre,.rich code{background:var(--sunken);border-radius:4px;font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:15px}.rich pre{margin:4px 0;padding:8px 10px;white-space:pre-wrap}.rich code{padding:0 3px}
.rich img{max-width:100%;max-height:480px;border:1px solid var(--line-strong);border-radius:6px}
.sign{margin-top:10px;padding-top:8px;border-top:1px solid var(--line);font-size:14px;color:var(--text-2)}
.files{list-style:none;margin:8px 0 0;padding:0;font-size:15px}
.files li{margin-top:8px;overflow-wrap:anywhere}
.files img{display:block;max-width:100%;max-height:420px;border:1px solid var(--line-strong);border-radius:6px;background:var(--sunken)}
.files small{color:var(--text-2)}
.live{font-size:14px;color:var(--text-2);margin:0 0 20px}
.foot{margin-top:28px;font-size:14px;color:var(--text-2)}
@media (max-width:520px){.pair{grid-template-columns:1fr}.card{padding:16px}h1{font-size:22px}article{max-width:100%}.send{width:100%}dl{grid-template-columns:1fr}dd{margin-bottom:6px}}
@media (prefers-reduced-motion:no-preference){.fresh{animation:in .15s ease-out}@keyframes in{from{opacity:0}}}
`;
