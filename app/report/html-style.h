/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The style sheet of a report: light and dark by the reader's choice, and for paper. */
#pragma once

#define GRAFT_REPORT_CSS                                                                        \
  ":root{color-scheme:light dark;--bg:#fff;--fg:#2a2a2e;--dim:#66666c;--line:#d8d8dc;"          \
  "--card:#f6f6f7;--good:#14713f;--bad:#a3340a;--accent:#1c63b8}\n"                             \
  "@media (prefers-color-scheme:dark){figure{background:#363636}:root{--bg:#2a2a2a;--fg:#f0f0f0;--dim:#b4b4b8;"           \
  "--line:#4c4c50;--card:#363636;--good:#57e389;--bad:#ffa76b;--accent:#8bbcf5}}\n"             \
  "*{box-sizing:border-box}\n"                                                                  \
  "body{background:var(--bg);color:var(--fg);font:16px/1.5 Cantarell,'Segoe UI',sans-serif;"    \
  "margin:0 auto;max-width:62rem;padding:2rem 1.25rem 4rem}\n"                                  \
  "h1{font-size:1.9rem;line-height:1.2;margin:0 0 .25rem}\n"                                    \
  "h2{font-size:1.25rem;margin:2.5rem 0 .75rem}h3{font-size:1rem;margin:1.5rem 0 .5rem}\n"      \
  ".lead{color:var(--dim);margin:0 0 1.5rem}\n"                                                 \
  ".verdict{background:var(--card);border-left:.3rem solid var(--dim);border-radius:.5rem;"     \
  "font-size:1.15rem;margin:1.25rem 0;padding:1rem 1.25rem}\n"                                  \
  ".verdict p{margin:.25rem 0}.verdict .more{color:var(--dim);font-size:.95rem}\n"              \
  ".positive{border-color:var(--good)}.negative{border-color:var(--bad)}\n"                     \
  ".warning{border-left:.3rem solid var(--bad);margin:.5rem 0;padding:.1rem 1rem}\n"            \
  ".scroll{overflow-x:auto}\n"                                                                  \
  "table{border-collapse:collapse;font-variant-numeric:tabular-nums;width:100%}\n"              \
  "caption{color:var(--dim);font-size:.9rem;padding-bottom:.4rem;text-align:left}\n"            \
  "th,td{border-bottom:1px solid var(--line);padding:.4rem .7rem;text-align:right;"             \
  "vertical-align:baseline;white-space:nowrap}\n"                                               \
  "th:first-child,td:first-child{padding-left:0}\n"                                             \
  "thead th{white-space:normal}th{font-weight:600}tbody th,.text td{font-weight:400;text-align:left}\n"                     \
  ".text td{overflow-wrap:anywhere;white-space:normal}\n"                                       \
  "thead th:first-child{text-align:left}tfoot th,tfoot td{border-bottom:0;font-weight:600}\n"   \
  "td small{color:var(--dim);display:block}\n"                                                  \
  ".grid{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr))}\n"     \
  ".wide{grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr))}\n"                 \
  "figure{border:1px solid var(--line);border-radius:.5rem;break-inside:avoid;margin:0;"        \
  "padding:.75rem}\n"                                                                           \
  "figure img{border-radius:.25rem;display:block;height:auto;max-width:100%}\n"                 \
  "figcaption{color:var(--dim);font-size:.9rem;padding-top:.4rem}\n"                            \
  ".legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;margin:.75rem 0;"         \
  "padding:0}\n"                                                                                \
  ".swatch{border-radius:50%;display:inline-block;height:.75em;margin-right:.35em;"             \
  "width:.75em}\n"                                                                              \
  "pre{background:var(--card);border-radius:.5rem;overflow-x:auto;padding:.8rem 1rem;"          \
  "white-space:pre-wrap}\n"                                                                     \
  "code,pre{font:.9rem/1.45 'Source Code Pro',monospace}a{color:var(--accent)}\n"               \
  "summary{cursor:pointer;font-weight:600;padding:.4rem 0}\n"                                   \
  "@media print{body{font-size:11pt;max-width:none;padding:0}details{display:block}"            \
  "h2,h3{break-after:avoid}}\n"
