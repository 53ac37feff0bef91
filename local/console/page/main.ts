import { html, render } from 'htm/preact';
import { followLinks } from './address.ts';
import { Layout } from './layout.ts';

const root = document.getElementById('console');
if (!root) throw new Error('The document has no place for the console.');
followLinks();
root.replaceChildren();
render(html`<${Layout} />`, root);
