import { mustParse, parseAgencyCode } from '@dianda/inquiry';
import { sampleAgencies, type SampleAgency } from '../src/sample-world/agencies.js';
import type { RegistryRow } from '../src/sample-world/registry.js';

/** A sample agency of the demo's world. */
export function sampleAgency(slug: string): SampleAgency {
  const found = sampleAgencies.find((each) => each.slug === slug);
  if (found === undefined) throw new Error(`no sample agency ${slug}`);
  return found;
}

/** The agency with other rows in one table of its registry: how a fault is switched on where only bytes can have it. */
export function withRows(
  agency: SampleAgency,
  table: string,
  change: (row: RegistryRow) => RegistryRow,
): SampleAgency {
  const registry = agency.registry.map((each) =>
    each.table === table ? { table, rows: each.rows.map(change) } : each,
  );
  return { ...agency, registry };
}

/** The agency a second time, under a code of its own. */
export function secondOf(agency: SampleAgency, slug: string): SampleAgency {
  const code = mustParse(parseAgencyCode, slug);
  return {
    ...agency,
    slug: slug.replaceAll('-', ''),
    row: { ...agency.row, code, name: { zh: slug, en: slug } },
  };
}
