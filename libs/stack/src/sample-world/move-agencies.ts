import type { Agency, AgencyDirectory } from '@dianda/inquiry';

/**
 * Lists the sample agencies where they run now. What somebody has changed about a listed one since (its concurrency,
 * its contact, whether it is enabled) stays; so do agencies that are not ours.
 */
export async function moveAgencies(
  directory: Pick<AgencyDirectory, 'list' | 'load'>,
  agencies: readonly Agency[],
): Promise<void> {
  const listed = new Map((await directory.list()).map((row) => [row.code, row]));
  await directory.load(
    agencies.map(({ endpoint, tlsName, receiptKeys, ...sample }) => ({
      ...(listed.get(sample.code) ?? sample),
      endpoint,
      tlsName,
      receiptKeys,
    })),
  );
}
