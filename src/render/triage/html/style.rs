//! The look of the report's page: light, dark, print, narrow. No font, picture or script is fetched.

pub(super) const CSS: &str = "
:root{color-scheme:light dark;--paper:#fdfdfc;--card:#fff;--ink:#1c2024;--soft:#60646c;--line:#e1e3e6;
--s0:#1f7a5c;--s1:#c98a1b;--s2:#7a8aa0;--s3:#b4462f;--s4:#4b4f56;--ok:#1f7a5c;--maybe:#8fc7b2;--mark:#fff0b8;--focus:#2563eb}
@media (prefers-color-scheme:dark){:root{--paper:#15171a;--card:#1d2024;--ink:#e8eaed;--soft:#a3a9b3;--line:#33383f;
--s0:#4fbd95;--s1:#e0ae4f;--s2:#8b9bb3;--s3:#e2755d;--s4:#9aa0aa;--ok:#4fbd95;--maybe:#2b6a55;--mark:#5c4a12;--focus:#7aa7ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif}
main{max-width:64rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.15rem;margin:2.5rem 0 .5rem}
p{margin:.25rem 0 .75rem;max-width:46rem}
.soft,small{color:var(--soft)}
a{color:inherit}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:1rem 0;font-size:.9rem}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1.25rem 0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.tile b{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tile small{white-space:nowrap}
.tile.main{border-color:var(--ok);border-width:2px}
.bar{display:flex;height:1.25rem;border-radius:.35rem;overflow:hidden;margin:.5rem 0;border:1px solid var(--line)}
.bar i,.key i{display:block;background:var(--s0);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem;padding:0;margin:.25rem 0;list-style:none}
.key li{display:flex;align-items:center;gap:.4rem}
.key i{width:.8rem;height:.8rem;border-radius:2px}
.s0{background:var(--s0)!important;fill:var(--s0)}.s1{background:var(--s1)!important;fill:var(--s1)}.s2{background:var(--s2)!important;fill:var(--s2)}
.s3{background:var(--s3)!important;fill:var(--s3)}.s4{background:var(--s4)!important;fill:var(--s4)}
.maybe{background:var(--maybe)!important;fill:var(--maybe)}
svg{display:block;width:100%;height:auto;print-color-adjust:exact;-webkit-print-color-adjust:exact}
svg text{fill:var(--soft);font-size:11px}
svg .rule{stroke:var(--line)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.925rem}
th,td{text-align:left;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--soft);font-size:.8rem}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.b{width:26%;min-width:6rem;padding-top:.6rem}
td.b span{display:flex;height:.7rem;border-radius:2px;overflow:hidden}
td.b i{display:block;print-color-adjust:exact;-webkit-print-color-adjust:exact}
code,pre{font-family:ui-monospace,'Cascadia Mono',Menlo,Consolas,'Noto Sans Mono CJK SC',monospace;font-size:.82rem}
code{color:var(--soft);overflow-wrap:anywhere}
details{margin:.25rem 0}
summary{cursor:pointer}
.group{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem;margin:.5rem 0}
.words{display:inline-flex;flex-wrap:wrap;gap:.3rem;vertical-align:middle;margin-left:.5rem}
.words span{border:1px solid var(--line);border-radius:1rem;padding:0 .55rem;font-size:.85rem;color:var(--soft)}
blockquote{margin:.4rem 0;padding:.3rem .75rem;border-left:3px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9rem}
mark{background:var(--mark);color:inherit;padding:0 .1em;border-radius:2px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
pre{background:var(--paper);border:1px solid var(--line);border-radius:.35rem;padding:.6rem .75rem;overflow-x:auto;user-select:all}
.note{font-size:.875rem;margin-top:.5rem}
.ok{color:var(--ok)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(24rem,1fr));gap:.75rem;margin:1.5rem 0}
.cards section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.cards h2{margin:0 0 .35rem;font-size:1rem}
.cards a{text-decoration-color:var(--line)}
.cards td{border:0;padding:.15rem .6rem .15rem 0}
.cards .n{width:3.6rem}
.cols{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 2.5rem}
@media (max-width:40rem){.wide svg{min-width:52rem}.cards{grid-template-columns:1fr}main{padding:1.25rem .9rem 3rem}td.b{display:none}th.n{white-space:normal}h1{font-size:1.4rem}.tiles{grid-template-columns:1fr 1fr}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--s0:#1f7a5c;--s1:#c98a1b;--s2:#7a8aa0;--s3:#b4462f;--s4:#4b4f56;--ok:#1f7a5c;--maybe:#8fc7b2;--mark:#fff0b8}
body{font-size:11pt}main{max-width:none;padding:0}nav,details:not(.group):not([open]){display:none}th.n{white-space:normal}.cards{grid-template-columns:1fr 1fr}h2{break-after:avoid}tr,.group,.tile,.cards section,svg{break-inside:avoid}}
";
