/** Of the page of results; dark where the reader's system is. */
export const style = `
:root { color-scheme: light dark; --ink: #1b2430; --faint: #5b6675; --paper: #fbfbfa; --bar: #3b76c4; --line: #16273d; --rule: #dcdfe4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ee; --faint: #9aa5b4; --paper: #14181e; --bar: #3f74b8; --line: #dbe7f7; --rule: #313944 }
}
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif }
h1 { font-size: 1.5rem } h2 { margin: 2.5rem 0 0; border-top: 1px solid var(--rule); padding-top: 1rem; font-size: 1.2rem }
h3 { margin: 1.2rem 0 .3rem; font-size: .95rem; font-weight: 600 } p { color: var(--faint); margin: .3rem 0 }
.row { display: grid; grid-template-columns: minmax(0, 20rem) minmax(0, 1fr) minmax(0, 13rem); gap: .2rem 1rem; align-items: center; padding: .15rem 0 }
.row span:last-child { font-variant-numeric: tabular-nums } small { color: var(--faint) }
svg { width: 100%; height: 1.1rem; display: block } rect { fill: var(--bar) } line { stroke: var(--line); stroke-width: 1.5 }
table { border-collapse: collapse } td { padding: .15rem 1.2rem .15rem 0; font-variant-numeric: tabular-nums }
@media (max-width: 44rem) { .row { grid-template-columns: 1fr } .row + .row { margin-top: .6rem } }
`;
