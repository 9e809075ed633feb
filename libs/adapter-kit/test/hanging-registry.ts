import type { AssetClass } from '@dianda/inquiry';
import type { AdapterRig } from './adapter-rig.js';
import { newPerson } from './people.js';

/**
 * Declares what every adapter has to pass when its registry hangs on `table`, which a search about any person reads:
 * nobody is told "nothing found", and nothing goes on in the registry once nobody waits.
 */
export function testHangingRegistry(rigOf: () => AdapterRig, assetClass: AssetClass, table: string): void {
  describe('a registry that hangs in the middle of a search', () => {
    test('and then dies is unavailable, never "nothing found"', async () => {
      const rig = rigOf();
      await rig.withLocked(table, async () => {
        const failure = expect(rig.ask(newPerson('断线'), assetClass)).rejects.toMatchObject({
          reason: 'REGISTRY_UNAVAILABLE',
          origin: 'agency',
        });
        await rig.untilReading(table);
        await rig.breakConnections();
        await failure;
      });
    });

    test('until the deadline has passed is timed out at the agency, and no statement is left there', async () => {
      const rig = rigOf();
      await rig.withLocked(table, async () => {
        const asked = rig.ask(newPerson('超时'), assetClass, { deadlineMs: 900 });
        await expect(asked).rejects.toMatchObject({ reason: 'REGISTRY_TIMEOUT', origin: 'agency' });
        await rig.untilIdle();
      });
    });

    test('until the call is cancelled is left without a statement that runs on', async () => {
      const rig = rigOf();
      await rig.withLocked(table, async () => {
        const hangUp = new AbortController();
        const asked = rig.ask(newPerson('撤回'), assetClass, { signal: hangUp.signal });
        const failure = expect(asked).rejects.toMatchObject({ kind: 'unavailable' });
        await rig.untilReading(table);
        hangUp.abort();
        await failure;
        await rig.untilIdle();
      });
    });
  });
}
