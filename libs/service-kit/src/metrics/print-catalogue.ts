import { cataloguePage } from './catalogue-page.js';

// Run by hand after a change of the catalogue; the page says how.
process.stdout.write(cataloguePage());
