"""The style sheet of the HTML comparison."""

CSS = """
:root{--ink:#1d2430;--dim:#5b6675;--line:#d9dee6;--paper:#fff;--ground:#f4f6f9;
--error:#b3261e;--warning:#8a5a00;--info:#1f5fa8;--good:#1b6e3c;--del:#fde4e2;--ins:#dcf3e3;--mark:#ffe9a8}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--dim:#a3adba;--line:#39424f;--paper:#1b2129;--ground:#12161c;
--error:#ff8a80;--warning:#f0c060;--info:#8ab8f0;--good:#7fd6a0;--del:#572724;--ins:#1f4a30;--mark:#5c4a12}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1120px;padding:24px 20px;background:var(--ground);color:var(--ink);
font:16px/1.75 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif;overflow-wrap:anywhere}
h1{font-size:26px;margin:0 0 8px}h2{font-size:19px;margin:32px 0 12px}h3{font-size:16px;margin:0 0 4px}
p{margin:0 0 8px}dl,dd,ul{margin:0}ul{padding-left:1.4em}
.answer{font-size:19px;font-weight:600}.score{color:var(--dim)}.notice{color:var(--warning)}
.drafts div{display:flex;gap:12px}.drafts dt{flex:none;color:var(--dim)}
.count{font-size:14px;font-weight:400;color:var(--dim)}
article{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:14px 16px;margin:0 0 12px}
.risk{border-left:5px solid var(--info)}.risk.error{border-left-color:var(--error)}
.risk.warning{border-left-color:var(--warning)}.risk.solved{border-left-color:var(--good)}
.risk.error h3 b{color:var(--error)}.risk.warning h3 b{color:var(--warning)}.risk.solved h3 b{color:var(--good)}
.place,.folded,.row,small,footer{color:var(--dim);font-size:14px}.place{margin-bottom:6px}
.risk dl div{display:grid;grid-template-columns:7em 1fr;gap:8px}.risk dt{color:var(--dim)}
mark{background:var(--mark);color:inherit;padding:0 2px}
del{background:var(--del);text-decoration:line-through;text-decoration-color:var(--error)}
ins{background:var(--ins);text-decoration:none;border-bottom:2px solid var(--good)}
table{width:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line)}
th,td{text-align:left;vertical-align:top;padding:8px 12px;border-bottom:1px solid var(--line)}
thead th{color:var(--dim);font-weight:400}tbody th{font-weight:600;width:11em}small{display:block}
.kind{font-weight:400;font-size:14px;border:1px solid var(--line);border-radius:4px;padding:1px 6px}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:20px}
.sides>div::before{content:attr(data-name);display:block;color:var(--dim);font-size:13px}
.sides+.sides{border-top:1px dashed var(--line);padding-top:8px}.none{color:var(--dim)}
footer{margin-top:28px;border-top:1px solid var(--line);padding-top:12px}
@media (max-width:680px){body{padding:16px 12px}.sides{grid-template-columns:1fr;gap:4px}
.risk dl div{grid-template-columns:1fr;gap:0}.risk dt{font-size:14px}
.values thead{display:none}.values,.values tbody,.values tr,.values th,.values td{display:block;width:auto}
.values th,.values td{border:0;padding:4px 12px}.values tr{border-bottom:1px solid var(--line);padding:6px 0}
.values td::before{content:attr(data-name) "：";color:var(--dim);font-size:13px}}
@media print{body{background:#fff;max-width:none;padding:0}article{break-inside:avoid}}
"""
