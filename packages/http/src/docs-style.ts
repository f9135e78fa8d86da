/** How the page of the API's description looks, in light and in dark. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font: 14px ui-monospace, monospace; }
section { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: .5rem; }
h2 { font-size: 1.1rem; font-family: ui-monospace, monospace; }
b.get { color: light-dark(#1a7f4b, #6fd8a0); }
b.post, b.put, b.patch { color: light-dark(#8a5200, #f0b860); }
b.delete { color: light-dark(#b3261e, #ff9d94); }
em { font-size: .85rem; border: 1px solid var(--line); border-radius: .5rem; padding: 0 .4rem; font-style: normal; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; }
code, pre { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--line); padding: .75rem; border-radius: .5rem; overflow-x: auto; }
`;
